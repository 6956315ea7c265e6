import type { ReactElement } from 'react'
import type { AuditRow } from '../../../shared/housekeeping.ts'
import type { Words } from '../../../shared/text/words.ts'
import { TwoLines } from '../../tables/cells.tsx'
import type { Column } from '../../tables/column.ts'
import { factWords, momentWords, procedureWords } from '../../tables/panels/entry-words.ts'
import { OutcomeWord } from '../../tables/panels/outcome-word.tsx'
import { localeOf } from '../../text/locale.ts'

/** The columns of the journal: what happened, when, to whom, and how it ended. */
export function entryColumns(words: Words): readonly Column<AuditRow>[] {
  const { audit, desk } = words
  return [
    {
      label: audit.columns.what.label,
      cell: ({ fact, procedure }) => (
        <TwoLines first={factWords(words, fact)} second={procedureWords(words, procedure)} />
      ),
    },
    {
      label: desk.columns.time.label,
      cell: ({ at }) => <Moment at={at} locale={localeOf(words.language)} />,
    },
    { label: audit.columns.person.label, cell: ({ login }) => <Login login={login ?? ''} /> },
    { label: audit.columns.key.label, cell: ({ keySerial }) => keySerial ?? '', isMinor: true },
    { label: audit.columns.operator.label, cell: ({ operator }) => operator, isMinor: true },
    { label: audit.columns.outcome.label, cell: (row) => <OutcomeWord entry={row} /> },
  ]
}

/** The part before the at sign tells people of one organization apart. */
function Login({ login }: { login: string }): ReactElement {
  const [name = '', domain] = login.split('@')
  return <TwoLines first={name} second={domain === undefined ? '' : `@${domain}`} />
}

function Moment({ at, locale }: { at: number; locale: string }): ReactElement {
  const { date, time } = momentWords(at, locale)
  return (
    <time dateTime={new Date(at).toISOString()}>
      <TwoLines first={time} second={date} />
    </time>
  )
}
