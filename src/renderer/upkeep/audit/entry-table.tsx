import { useEffect, useMemo, useState, type ReactElement } from 'react'
import type { AuditRow } from '../../../shared/housekeeping.ts'
import { Refusal } from '../../components/refusal.tsx'
import { ask } from '../../state/station.ts'
import { change, useWindow } from '../../state/store.ts'
import { createPages } from '../../tables/pages.ts'
import screen from '../../tables/table-screen.module.css'
import { Table } from '../../tables/table.tsx'
import { useRows } from '../../tables/use-pages.ts'
import { useSettled } from '../../tables/use-settled.ts'
import type { RowRange } from '../../tables/visible-rows.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './audit-screen.module.css'
import { entryColumns } from './entry-columns.tsx'
import type { EntryQuery } from './entry-search.tsx'

interface Props {
  readonly query: EntryQuery
  readonly onTotal: (total: number | null) => void
}

/** The entries that fit, the newest first; one is opened beside the table. */
export function EntryTable({ query, onTotal }: Props): ReactElement {
  const words = useWords()
  const opened = useWindow((state) => state.opened)
  const settled = useSettled(query)
  const [range, setRange] = useState<RowRange>({ first: 0, end: 0 })
  const pages = useMemo(
    () =>
      createPages<AuditRow>((offset, limit) => ask('audit.list', { ...settled, offset, limit })),
    [settled],
  )
  const { total, refusal, rowAt } = useRows(pages, range)
  useEffect(() => onTotal(total), [total, onTotal])
  if (total === 0) return <NoEntry />
  return (
    <div className={styles.result}>
      <div>{refusal !== null && <Refusal cause={refusal} />}</div>
      <Table
        label={words.audit.title}
        columns={entryColumns(words)}
        total={total ?? 0}
        rowAt={rowAt}
        isOpen={({ seq }) => opened?.kind === 'entry' && opened.entry.seq === seq}
        onOpen={(entry) => change({ opened: { kind: 'entry', entry }, refusal: null })}
        onRows={setRange}
      />
    </div>
  )
}

function NoEntry(): ReactElement {
  const { title, detail } = useWords().audit.empty
  return (
    <div className={screen.empty}>
      <p className={screen.nothing}>{title}</p>
      <p>{detail}</p>
    </div>
  )
}
