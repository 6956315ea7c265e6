import { useEffect, type ReactElement } from 'react'
import type { Template } from '../../../shared/template.ts'
import { fill } from '../../../shared/text/fill.ts'
import { templateName } from '../../../shared/text/template-name.ts'
import { templateInView } from '../../commands/template-actions.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { change, useWindow } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { Page } from '../page.tsx'
import { Retiring } from './retiring.tsx'
import { Sentences } from './sentences.tsx'
import styles from './templates.module.css'

/** Every template by name; the chosen one in plain sentences. */
export function TemplatesRead(): ReactElement {
  const words = useWords()
  const { templateForm } = words
  const { actions, retiring } = templateForm
  const state = useWindow()
  const template = templateInView(state)
  useEffect(() => () => change({ isRetiring: false }), [])
  return (
    <Page title={templateForm.title} detail={templateForm.detail}>
      {template === null ? (
        <div>
          <p className={styles.name}>{templateForm.noTemplates.title}</p>
          <p>{templateForm.noTemplates.detail}</p>
        </div>
      ) : (
        <div className={styles.columns}>
          <TemplateList templates={state.snapshot?.templates ?? []} chosen={template} />
          <article className={styles.sheet} aria-labelledby="template-name">
            <header>
              <h2 id="template-name" className={styles.name}>
                {templateName(words, template)}
              </h2>
              <p className={styles.version}>
                {fill(templateForm.version.label, { version: template.version })}
              </p>
            </header>
            {state.refusal !== null && <Refusal cause={state.refusal} />}
            {state.isRetiring ? (
              <Retiring template={template} />
            ) : (
              <div className={styles.actions}>
                <CommandButton name="edit-template" look="main" label={actions.edit.label} />
                <CommandButton name="copy-template" look="plain" label={actions.copy.label} />
                <CommandButton name="retire-template" look="grave" label={retiring.retire.label} />
              </div>
            )}
            <Sentences template={template} />
          </article>
        </div>
      )}
    </Page>
  )
}

interface ListProps {
  readonly templates: readonly Template[]
  readonly chosen: Template
}

function TemplateList({ templates, chosen }: ListProps): ReactElement {
  const words = useWords()
  const { templateForm } = words
  return (
    <ul className={styles.list} aria-label={templateForm.list.label}>
      {templates.map((template) => (
        <li key={template.id}>
          <button
            type="button"
            className={styles.choice}
            aria-current={template.id === chosen.id}
            onClick={() =>
              change({ templateInView: template.id, isRetiring: false, refusal: null })
            }
          >
            <span className={styles.choiceName}>{templateName(words, template)}</span>
            <span className={styles.version}>
              {fill(templateForm.version.label, { version: template.version })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
