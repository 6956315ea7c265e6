import { useId, useState, type FormEvent, type ReactElement } from 'react'
import type { ReadinessItem } from '../../../shared/readiness.ts'
import { fill } from '../../../shared/text/fill.ts'
import { readinessText } from '../../../shared/text/readiness.ts'
import { checkConnection } from '../../commands/upkeep-actions.ts'
import { CheckLine, CheckLines } from '../../components/check-line.tsx'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { useFound } from '../../state/found.ts'
import { useWords } from '../../text/use-words.ts'
import { Part } from '../page.tsx'
import { checkGroups, type CheckGroup } from './check-groups.ts'
import styles from './checks.module.css'

/** Three checks from one question; each item says what was found, what helps, and where. */
export function Checks(): ReactElement {
  const { connection: words } = useWords()
  const { isAsking, value, cause } = useFound((state) => state.connection)
  return (
    <>
      <Question isAsking={isAsking} />
      {cause !== null && <Refusal cause={cause} />}
      {checkGroups(value ?? []).map((group) => (
        <Check key={group.name} group={group} />
      ))}
      {value === null && <p className={styles.notYet}>{words.notYet.detail}</p>}
    </>
  )
}

function Question({ isAsking }: { isAsking: boolean }): ReactElement {
  const { connection: words } = useWords()
  const id = useId()
  const [person, setPerson] = useState('')
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    void checkConnection(person.trim())
  }
  return (
    <form id="check-connection" className={styles.question} onSubmit={onSubmit}>
      <label htmlFor={id} className={styles.label}>
        {words.person.label}
      </label>
      <input
        id={id}
        className={styles.input}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        aria-describedby={`${id}-hint`}
        value={person}
        onChange={({ target }) => setPerson(target.value)}
      />
      <CommandButton name="check-connection" look="main" submits isHeld={isAsking} />
      <p id={`${id}-hint`} className={styles.hint}>
        {words.person.hint.detail}
      </p>
      <output className={styles.busy}>{isAsking && words.checking.word}</output>
    </form>
  )
}

function Check({ group }: { group: CheckGroup }): ReactElement | null {
  const { connection: words } = useWords()
  const { name, items, open } = group
  if (items.length === 0) return null
  const { allFine, oneOpen, someOpen } = words
  const count = open === 0 ? allFine : open === 1 ? oneOpen : someOpen
  return (
    <Part
      title={words.checks[name].title}
      detail={words.checks[name].detail}
      aside={fill(count.word, { count: open })}
    >
      <CheckLines>
        {items.map((item, at) => (
          <Item key={`${item.name} ${at}`} item={item} />
        ))}
      </CheckLines>
    </Part>
  )
}

function Item({ item }: { item: ReadinessItem }): ReactElement {
  const { language, connection: words } = useWords()
  const { title, detail, remedy, where } = readinessText(item, language)
  return (
    <CheckLine state={item.state} title={title} detail={detail}>
      {remedy !== '' && <p className={styles.remedy}>{remedy}</p>}
      {where !== '' && <p className={styles.where}>{fill(words.inOkta.label, { where })}</p>}
    </CheckLine>
  )
}
