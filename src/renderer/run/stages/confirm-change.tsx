import { CloudAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Question, RunSnapshot } from '../../../shared/run.ts'
import { meansWords } from '../../../shared/text/changed-words.ts'
import { fill } from '../../../shared/text/fill.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Field } from '../../components/field.tsx'
import { IssuanceCard } from '../../components/issuance/issuance-card.tsx'
import { request } from '../../state/station.ts'
import { useWords } from '../../text/use-words.ts'
import { Caution } from '../caution.tsx'
import { Stage } from '../stage.tsx'
import styles from './confirm-change.module.css'
import { useTypedWord } from './use-typed-word.ts'

type ConfirmChangeQuestion = Extract<Question, { kind: 'confirm-change' }>

interface Props {
  readonly run: RunSnapshot
  readonly questionId: string
  readonly question: ConfirmChangeQuestion
}

/** Leaving it as it is has the focus; what cannot be undone needs a typed word. */
export function ConfirmChange({ run, questionId, question }: Props): ReactElement {
  const words = useWords()
  const { title, detail, confirm, keep, typed } = words.confirm[question.change]
  const word = typed?.confirmation.word ?? null
  const form = useTypedWord(word, () => {
    const answer = { kind: 'confirm-change', confirmed: true } as const
    void request('runs.answer', { runId: run.id, questionId, answer })
  })
  return (
    <form id="confirm-change" className={styles.form} onSubmit={form.submit}>
      <Stage
        kind="page"
        title={title}
        detail={detail}
        footer={
          <>
            <CommandButton name="keep-as-is" look="plain" label={keep.label} hasFocus />
            <CommandButton
              name="confirm-change"
              look={typed === null ? 'plain' : 'danger'}
              label={confirm.label}
              submits
            />
          </>
        }
      >
        <IssuanceCard issuance={question.issuance} />
        <Means question={question} />
        {typed !== null && (
          <Field
            name="word"
            label={fill(typed.field.label, { word: typed.confirmation.word })}
            problem={
              form.isMismatch ? fill(words.ask.erase.mismatch.detail, { word: word ?? '' }) : null
            }
            onInput={form.look}
          />
        )}
      </Stage>
    </form>
  )
}

/** What it does to the person beside the key, before the click. */
function Means({ question }: { question: ConfirmChangeQuestion }): ReactElement | null {
  const words = useWords()
  const { change, means, issuance } = question
  if (means === null || change === 'revoke' || change === 'replace') return null
  return (
    <Caution icon={CloudAlert} detail={meansWords(words, means, change, issuance.personName)} />
  )
}
