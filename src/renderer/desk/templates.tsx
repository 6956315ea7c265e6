import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactElement } from 'react'
import type { Template } from '../../shared/template.ts'
import { templateName } from '../../shared/text/template-name.ts'
import { templateSentences } from '../../shared/text/template-sentences.ts'
import { change, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './templates.module.css'

/** How a key can be issued; of the one that is chosen, everything. */
export function Templates({ templates }: { templates: readonly Template[] }): ReactElement {
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
        <Choice key={template.id} template={template} isChosen={template.id === chosenId} />
      ))}
    </RadioGroup>
  )
}

/** How many sentences say enough to choose by. */
const firstFew = 2

function Choice({ template, isChosen }: { template: Template; isChosen: boolean }): ReactElement {
  const { id } = template
  const words = useWords()
  const sentences = templateSentences(words, template)
  const rest = isChosen ? sentences.slice(firstFew) : []
  return (
    <div className={styles.template} data-chosen={isChosen}>
      <label className={styles.choice}>
        <Radio.Root
          value={id}
          className={styles.radio}
          aria-describedby={rest.length > 0 ? `rest-${id}` : undefined}
        >
          <Radio.Indicator className={styles.dot} />
        </Radio.Root>
        <span className={styles.name}>{templateName(words, template)}</span>
        <span className={styles.how}>{sentences.slice(0, firstFew).join(' ')}</span>
      </label>
      {rest.length > 0 && (
        <ul id={`rest-${id}`} className={styles.rest}>
          {rest.map((sentence) => (
            <li key={sentence} className={styles.sentence}>
              {sentence}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
