import { KeyRound, Power, RectangleEllipsis } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { gateOf } from '../../../shared/gates.ts'
import type { IssuedOutcome } from '../../../shared/run.ts'
import type { Template } from '../../../shared/template.ts'
import { gateWords } from '../../../shared/text/changed-words.ts'
import { fill } from '../../../shared/text/fill.ts'
import type { Instruction } from '../../../shared/text/roles.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { useWindow } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './hand-over.module.css'
import { PinHandOver } from './pin-hand-over.tsx'

interface Props {
  readonly name: string
  readonly outcome: IssuedOutcome
}

/** What the person is given now: the key, the PIN if the station made it, and when it counts. */
export function HandOver({ name, outcome }: Props): ReactElement {
  const { done } = useWords()
  const { issuanceId } = outcome
  const template = useTemplateOf(issuanceId)
  return (
    <section className={styles.handOver}>
      <h2 className={styles.title}>{done.handOver.title}</h2>
      <ul className={styles.items}>
        <Item icon={<KeyRound aria-hidden="true" />} words={done.giveKey} name={name}>
          <CommandButton name="print-label" look={lookOf(template?.papers.label)} />
        </Item>
        {outcome.pinToHandOver ? (
          <li className={styles.item}>
            <PinHandOver
              issuanceId={issuanceId}
              name={name}
              letter={lookOf(template?.papers.letter)}
            />
          </li>
        ) : (
          <Item icon={<RectangleEllipsis aria-hidden="true" />} words={done.ownPin} name={name} />
        )}
        {outcome.isWaiting && <Activation template={template} name={name} />}
      </ul>
    </section>
  )
}

/** How the key was issued, once the station has told of it. */
function useTemplateOf(issuanceId: string): Template | undefined {
  return useWindow(({ snapshot }) => snapshot?.recent.find(({ id }) => id === issuanceId))?.template
}

/** What the template wants on paper stands out; the rest is there for whoever asks. */
function lookOf(isWanted: boolean | undefined): 'plain' | 'quiet' {
  return isWanted === true ? 'plain' : 'quiet'
}

interface ActivationProps {
  readonly template: Template | undefined
  readonly name: string
}

/** A key that cannot be used before it is activated, and what that takes. */
function Activation({ template, name }: ActivationProps): ReactElement | null {
  const words = useWords()
  // A PIN that is handed over activates the key by itself.
  if (template && gateOf(template)?.gate === 'pin') return null
  const title = words.procedures.activate.label
  const detail = template ? gateWords(words, template, name) : words.done.waiting.detail
  return (
    <Item icon={<Power aria-hidden="true" />} words={{ title, detail }} name={name}>
      <CommandButton name="activate" look="plain" />
    </Item>
  )
}

interface ItemProps {
  readonly icon: ReactNode
  readonly words: Instruction
  readonly name: string
  readonly children?: ReactNode
}

function Item({ icon, words, name, children }: ItemProps): ReactElement {
  return (
    <li className={styles.item}>
      {icon}
      <div>
        <p className={styles.what}>{fill(words.title, { name })}</p>
        <p className={styles.how}>{fill(words.detail, { name })}</p>
      </div>
      {children}
    </li>
  )
}
