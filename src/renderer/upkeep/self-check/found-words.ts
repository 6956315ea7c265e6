import type { SelfCheckItem } from '../../../shared/housekeeping.ts'
import { fill } from '../../../shared/text/fill.ts'
import type { Words } from '../../../shared/text/words.ts'

/** What the station found, where no failure tells it. */
export function foundWords({ selfCheck, language }: Words, item: SelfCheckItem): string {
  const { name, state, found } = item
  const value = typeof found === 'number' ? found.toLocaleString(language) : (found ?? '')
  return fill(sentence(), { found: value })

  function sentence(): string {
    if (name === 'slots' && found === 0) return selfCheck.noKey.detail
    if (name === 'slots' && found === 1) return selfCheck.oneKey.detail
    if (name === 'journal' && state === 'problem') return selfCheck.journalBroken.detail
    if (name === 'rows' && state === 'problem') return selfCheck.manyUnreadable.detail
    if (name === 'trust' && state === 'problem') return selfCheck.trustUnreadable.detail
    if (name === 'trust' && state === 'warning') return selfCheck.trustOverdue.detail
    return selfCheck.items[name].detail
  }
}
