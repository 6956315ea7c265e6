import type { KeyRemark, SecurityStatus } from '../remarks.ts'
import { fill } from './fill.ts'
import type { Sentence } from './roles.ts'

/** The words for what speaks against a key and let it be issued. */
export interface RemarkWords {
  readonly remarks: {
    readonly title: string
    readonly reasons: { readonly [R in Exclude<KeyRemark['reason'], 'status'>]: Sentence }
    readonly statuses: { readonly [S in SecurityStatus]: Sentence }
  }
}

/** A remark as one sentence; `day` writes a date of the form `YYYY-MM-DD` as the reader's locale does. */
export function remarkWords(
  { remarks }: RemarkWords,
  remark: KeyRemark,
  day: (date: string) => string = (date) => date,
): string {
  if (remark.reason === 'status') return remarks.statuses[remark.status].detail
  const { detail } = remarks.reasons[remark.reason]
  if (remark.reason === 'metadata-overdue') return fill(detail, { date: day(remark.nextUpdate) })
  if (remark.reason === 'trust-problem') return fill(detail, { file: remark.problem.file })
  return fill(detail, remark)
}
