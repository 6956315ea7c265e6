import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactElement } from 'react'
import type { Template } from '../../shared/records.ts'
import { CommandButton } from '../components/command-button.tsx'
import { Refusal } from '../components/refusal.tsx'
import { change, useWindow } from '../store.ts'
import { fill } from '../../shared/text/fill.ts'
import { useWords } from '../text/use-words.ts'
import type { Words } from '../../shared/text/words.ts'
import styles from './issue-screen.module.css'
import { Slot } from './slot.tsx'

/** Between the person and the run: is it this person, and how is the key issued? */
export function IssueScreen(): ReactElement | null {
  const words = useWords()
  const { chosen, snapshot, refusal } = useWindow()
  if (chosen === null || snapshot === null) return null
  const name = `${chosen.firstName} ${chosen.lastName}`.trim()
  return (
    <div className={styles.screen}>
      <div className={styles.content}>
        <div className={styles.work}>
          <header>
            <h1 className={styles.title} tabIndex={-1}>
              {fill(words.issue.title, { name })}
            </h1>
            <p className={styles.login}>{chosen.login}</p>
          </header>
          <Templates templates={snapshot.templates} />
          {refusal !== null && <Refusal cause={refusal} />}
        </div>
        <Slot keys={snapshot.keys} />
      </div>
      <footer className={styles.footer}>
        <CommandButton name="start" look="main" />
        <CommandButton name="back" look="plain" />
      </footer>
    </div>
  )
}

function Templates({ templates }: { templates: readonly Template[] }): ReactElement {
  const words = useWords()
  const chosenId = useWindow((state) => state.templateId) ?? templates[0]?.id ?? ''
  return (
    <RadioGroup
      className={styles.templates}
      aria-labelledby="template-label"
      value={chosenId}
      onValueChange={(id) => change({ templateId: id })}
    >
      <p id="template-label" className={styles.label}>
        {words.issue.template.label}
      </p>
      {templates.map((template) => (
        <label key={template.id} className={styles.template} data-chosen={template.id === chosenId}>
          <Radio.Root value={template.id} className={styles.radio}>
            <Radio.Indicator className={styles.dot} />
          </Radio.Root>
          <span className={styles.name}>{template.name}</span>
          <span className={styles.how}>{describe(words, template)}</span>
        </label>
      ))}
    </RadioGroup>
  )
}

function describe({ issue }: Words, { pin, erase }: Template): string {
  const how = pin.kind === 'typed' ? issue.typed.detail : fill(issue.randomDigits.detail, pin)
  const when = erase === 'never' ? issue.eraseNever.detail : issue.eraseWhenNotBlank.detail
  return `${how} ${when}`
}
