import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Issuance } from '../../shared/records.ts'
import { IssuanceActions } from '../components/issuance/issuance-actions.tsx'
import { When } from '../components/when.tsx'
import { useWords } from '../text/use-words.ts'
import { Panel, PanelRow } from './panel.tsx'

/** What was left half done; never hidden. */
export function Unfinished({ issuances }: { issuances: readonly Issuance[] }): ReactElement | null {
  const words = useWords()
  if (issuances.length === 0) return null
  return (
    <Panel
      tone="warn"
      icon={<TriangleAlert aria-hidden="true" />}
      title={words.desk.unfinished.title}
    >
      {issuances.map((issuance) => (
        <PanelRow
          key={issuance.id}
          title={issuance.personName}
          detail={
            <>
              {issuance.act !== null && words.unfinishedActs[issuance.act].detail}{' '}
              <When time={issuance.updatedAt} />
            </>
          }
        >
          <IssuanceActions issuance={issuance} />
        </PanelRow>
      ))}
    </Panel>
  )
}
