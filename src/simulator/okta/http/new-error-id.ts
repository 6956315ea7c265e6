import { letters } from '../ids.ts'
import type { RandomBytes } from '../ids.ts'

/** An error id as Okta makes them: `oae` and 22 letters or digits. */
export function newErrorId(random: RandomBytes): string {
  return `oae${letters(22, random)}`
}
