import { Cable, CircleCheck, KeyRound } from 'lucide-react'
import type { ReactElement } from 'react'
import { failureWords } from '../../shared/text/failure-words.ts'
import { fill } from '../../shared/text/fill.ts'
import type { Instruction } from '../../shared/text/roles.ts'
import { CommandButton } from '../components/command-button.tsx'
import { Refusal } from '../components/refusal.tsx'
import { useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './first-screen.module.css'

/** Nothing is connected: what is missing, and two ways on. */
export function FirstScreen(): ReactElement | null {
  const words = useWords()
  const { snapshot, refusal } = useWindow()
  if (snapshot === null) return null
  const { connection, keys } = snapshot
  const [key] = keys
  const broken = connection.kind === 'broken' ? failureWords(words, connection.cause) : null
  return (
    <div className={styles.screen}>
      <header>
        <h1 className={styles.title} tabIndex={-1}>
          {words.first.title}
        </h1>
        <p className={styles.detail}>{words.first.detail}</p>
      </header>
      <ul className={styles.missing} aria-label={words.first.missing.label}>
        <Missing icon={<Cable aria-hidden="true" />} words={broken ?? words.first.connection} />
        {key === undefined ? (
          <Missing icon={<KeyRound aria-hidden="true" />} words={words.first.key} />
        ) : (
          <Missing
            icon={<CircleCheck aria-hidden="true" />}
            words={{
              title: words.first.keyPresent.title,
              detail: fill(words.first.keyPresent.detail, { product: key.product }),
            }}
          />
        )}
      </ul>
      {refusal !== null && <Refusal cause={refusal} />}
      <div className={styles.ways}>
        <section className={styles.way}>
          <h2>{words.first.demo.title}</h2>
          <p>{words.first.demo.detail}</p>
          <CommandButton name="try-demo" look="main" />
        </section>
        <section className={styles.way}>
          <h2>{words.first.connect.title}</h2>
          <p>{words.first.connect.detail}</p>
          <CommandButton name="choose-connection" look="plain" />
          <CommandButton name="go-connection" look="plain" label={words.setUp.title} />
        </section>
      </div>
    </div>
  )
}

function Missing({ icon, words }: { icon: ReactElement; words: Instruction }): ReactElement {
  return (
    <li className={styles.thing}>
      {icon}
      <span>
        <span className={styles.what}>{words.title}</span>
        <span className={styles.how}>{words.detail}</span>
      </span>
    </li>
  )
}
