import type { ReactElement } from 'react'
import type { Question, RunSnapshot } from '../../../shared/run.ts'
import { fill } from '../../../shared/text/fill.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Field } from '../../components/field.tsx'
import { connectorOf } from '../../drawings/connector.ts'
import { Scene } from '../../drawings/scene.tsx'
import { request } from '../../state/station.ts'
import { useWords } from '../../text/use-words.ts'
import { Stage } from '../stage.tsx'
import styles from './confirm-erase.module.css'
import { useTypedWord } from './use-typed-word.ts'

type ConfirmEraseQuestion = Extract<Question, { kind: 'confirm-erase' }>

interface Props {
  readonly run: RunSnapshot
  readonly questionId: string
  readonly question: ConfirmEraseQuestion
}

/** Destruction: keeping the key has the focus, erasing it needs a typed word. */
export function ConfirmErase({ run, questionId, question }: Props): ReactElement {
  const { erase } = useWords().ask
  const { word } = erase.confirmation
  const typed = useTypedWord(word, () => {
    const answer = { kind: 'confirm-erase', erase: true } as const
    void request('runs.answer', { runId: run.id, questionId, answer })
  })
  return (
    <form id="erase-key" className={styles.form} onSubmit={typed.submit}>
      <Stage
        kind="page"
        title={erase.title}
        detail={question.isBlank ? erase.blank.detail : erase.detail}
        footer={
          <>
            <CommandButton name="keep-key" look="plain" hasFocus />
            <CommandButton name="erase-key" look="danger" submits />
          </>
        }
      >
        <KeyToErase question={question} />
        <Field
          name="word"
          label={fill(erase.field.label, { word })}
          problem={typed.isMismatch ? fill(erase.mismatch.detail, { word }) : null}
          onInput={typed.look}
        />
      </Stage>
    </form>
  )
}

/** Which key it is, and whose. */
function KeyToErase({ question }: { question: ConfirmEraseQuestion }): ReactElement {
  const { holder, credentials } = useWords().ask.erase
  const { key, credentials: count } = question
  return (
    <div className={styles.key}>
      <div className={styles.picture}>
        <Scene scene="inserted" connector={connectorOf(key.product)} isClose />
      </div>
      <div>
        <p className={styles.product}>{key.product}</p>
        <p>{key.serial}</p>
        {question.holder !== null && (
          <p className={styles.holder}>{fill(holder.detail, { holder: question.holder })}</p>
        )}
        {count !== null && <p className={styles.holder}>{fill(credentials.detail, { count })}</p>}
      </div>
    </div>
  )
}
