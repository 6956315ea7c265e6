import { useRef, type FormEvent, type ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { discard, save } from '../../commands/template-actions.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { Told } from '../../components/told.tsx'
import { change, useWindow } from '../../state/store.ts'
import { templateOf, type Editing } from '../../state/template-form.ts'
import { useWords } from '../../text/use-words.ts'
import { Second } from './second.tsx'
import { Sentences } from './sentences.tsx'
import { TemplateFields } from './template-fields.tsx'
import styles from './templates.module.css'

/** A template to be changed; beside it, how it would read. */
export function TemplateEditor({ editing }: { editing: Editing }): ReactElement {
  const { templateForm: words } = useWords()
  const { form, original, isNew } = editing
  return (
    <div className={styles.editor}>
      <div className={styles.work}>
        <Form editing={editing}>
          <header className={styles.head}>
            <h1 className={styles.title} tabIndex={-1}>
              {isNew ? words.copy.title : fill(words.change.title, { name: original.name })}
            </h1>
            <p className={styles.about}>
              {isNew ? fill(words.begins.detail, { name: original.name }) : words.about.detail}
            </p>
          </header>
        </Form>
        <aside className={styles.reads} aria-labelledby="reads">
          <h2 id="reads" className={styles.readsTitle}>
            {words.reads.title}
          </h2>
          <Sentences template={templateOf(form, original)} />
        </aside>
      </div>
      <Footer editing={editing} />
    </div>
  )
}

interface FormProps {
  readonly editing: Editing
  readonly children: ReactElement
}

/** Without a button of its own Enter sends nothing: a template is saved deliberately. */
function Form({ editing, children }: FormProps): ReactElement {
  const place = useRef<HTMLFormElement>(null)
  async function send(): Promise<void> {
    if (await save()) return
    const wrong = place.current?.querySelector('[aria-invalid="true"]')
    if (wrong instanceof HTMLElement) wrong.focus()
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    void send()
  }
  return (
    <form id="save-template" ref={place} className={styles.form} noValidate onSubmit={onSubmit}>
      {children}
      <TemplateFields form={editing.form} />
    </form>
  )
}

function Footer({ editing }: { editing: Editing }): ReactElement {
  const { templateForm: words } = useWords()
  const refusal = useWindow((state) => state.refusal)
  const { title, detail, discard: go, stay } = words.leaving
  return (
    <footer className={styles.footer}>
      {editing.isLeaving && (
        <Second
          title={title}
          detail={detail}
          go={go.label}
          stay={stay.label}
          onGo={discard}
          onStay={() => change({ editing: { ...editing, isLeaving: false } })}
        />
      )}
      {refusal !== null && <Refusal cause={refusal} />}
      {editing.wrong.length > 0 && (
        <Told tone="bad" title={words.notSaved.title}>
          <p>{words.notSaved.detail}</p>
        </Told>
      )}
      <div className={styles.actions}>
        <CommandButton name="save-template" look="main" />
        <CommandButton name="stop-editing" look="plain" />
      </div>
    </footer>
  )
}
