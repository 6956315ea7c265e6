import type { ReactElement } from 'react'
import { fill } from '../../shared/text/fill.ts'
import type { Paper } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './key-label.module.css'
import { today } from './today.ts'

/** What is stuck on the key or its bag: whose it is and which one, and nothing that opens anything. */
export function KeyLabel({ paper }: { paper: Paper }): ReactElement {
  const { papers, language } = useWords()
  return (
    <article className={styles.label} lang={language}>
      <p className={styles.name}>{paper.name}</p>
      <p>{paper.login}</p>
      <p className={styles.key}>{[paper.product, paper.serial].join(' ').trim()}</p>
      <p className={styles.small}>
        {paper.provider} · {fill(papers.label.issued.label, { date: today(language) })}
      </p>
    </article>
  )
}
