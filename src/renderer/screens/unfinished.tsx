import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Issuance } from '../../shared/records.ts'
import { useWords } from '../text/use-words.ts'
import { Panel, PanelButton, PanelRow } from './panel.tsx'
import { When } from './when.tsx'

interface Props {
  readonly issuances: readonly Issuance[]
  readonly onFind: (login: string) => void
}

/** What was left half done; never hidden. */
export function Unfinished({ issuances, onFind }: Props): ReactElement | null {
  const words = useWords()
  if (issuances.length === 0) return null
  return (
    <Panel
      tone="warn"
      icon={<TriangleAlert aria-hidden="true" />}
      title={words.desk.unfinished.title}
    >
      {issuances.map(({ id, personName, login, act, updatedAt }) => (
        <PanelRow
          key={id}
          title={personName}
          detail={
            <>
              {act !== null && words.unfinishedActs[act].detail} <When time={updatedAt} />
            </>
          }
        >
          <PanelButton label={words.commands['start-again'].label} onClick={() => onFind(login)} />
        </PanelRow>
      ))}
    </Panel>
  )
}
