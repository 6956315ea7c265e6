import type { ReactElement } from 'react'
import { fill } from '../../shared/text/fill.ts'
import { RevealPin } from '../run/pin/reveal-pin.tsx'
import type { Paper } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './letter.module.css'
import { today } from './today.ts'

/** The PIN on a sheet of its own. It is read from the station for this sheet, and goes with it. */
export function Letter({ paper }: { paper: Paper }): ReactElement {
  const { papers, language } = useWords()
  const { letter } = papers
  const { first, second, third } = letter.steps
  return (
    <article className={styles.letter} lang={language}>
      <header className={styles.head}>
        <span>{paper.provider}</span>
        <span>{today(language)}</span>
      </header>
      <p className={styles.greeting}>{fill(letter.greeting.detail, paper)}</p>
      <p>{fill(letter.intro.detail, paper)}</p>
      <div className={styles.pin}>
        <p className={styles.what}>{letter.pin.label}</p>
        <RevealPin issuanceId={paper.issuanceId} title={letter.pin.label} />
      </div>
      <ol className={styles.steps}>
        {[first, second, third].map(({ detail }) => (
          <li key={detail}>{fill(detail, paper)}</li>
        ))}
      </ol>
      <p className={styles.secrecy}>{letter.secrecy.detail}</p>
      <p>{letter.lost.detail}</p>
    </article>
  )
}
