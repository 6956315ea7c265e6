import { useEffect, type ReactElement } from 'react'
import { checkStation } from '../../commands/upkeep-actions.ts'
import { CheckLines } from '../../components/check-line.tsx'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { useFound } from '../../state/found.ts'
import { useWords } from '../../text/use-words.ts'
import { Page, Part } from '../page.tsx'
import { SelfCheckLine } from './self-check-line.tsx'

/** What the station needs to issue keys: looked at when this is opened, and whenever it is asked. */
export function SelfCheckScreen(): ReactElement {
  const { selfCheck } = useWords()
  const { isAsking, value, cause } = useFound((state) => state.station)
  useEffect(() => void checkStation(), [])
  const isFine = value?.every(({ state }) => state !== 'problem') === true
  const { title, detail } = isFine ? selfCheck.fine : selfCheck.notFine
  return (
    <Page
      title={selfCheck.title}
      detail={selfCheck.detail}
      actions={<CommandButton name="check-station" look="main" isHeld={isAsking} />}
    >
      {cause !== null && <Refusal cause={cause} />}
      {value === null ? (
        <output>{isAsking && selfCheck.checking.word}</output>
      ) : (
        <Part title={title} detail={detail}>
          <CheckLines>
            {value.map((item, at) => (
              // Two keys are two lines of one name; they come in the same order each time.
              <SelfCheckLine key={`${item.name} ${at}`} item={item} />
            ))}
          </CheckLines>
        </Part>
      )}
    </Page>
  )
}
