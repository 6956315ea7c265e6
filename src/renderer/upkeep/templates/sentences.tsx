import type { ReactElement } from 'react'
import type { Template } from '../../../shared/template.ts'
import { templateSentences } from '../../../shared/text/template-sentences.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './templates.module.css'

/** A template as an operator reads it. */
export function Sentences({ template }: { template: Template }): ReactElement {
  return (
    <ul className={styles.sentences}>
      {templateSentences(useWords(), template).map((sentence) => (
        <li key={sentence} className={styles.sentence}>
          {sentence}
        </li>
      ))}
    </ul>
  )
}
