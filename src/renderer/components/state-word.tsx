import type { ReactElement } from 'react'
import type { IssuanceState } from '../../shared/records.ts'
import { useWords } from '../text/use-words.ts'
import { StatusWord, type Tone } from './status-word.tsx'

const tones: { readonly [S in IssuanceState]: Tone } = {
  planned: 'plain',
  issued: 'plain',
  active: 'good',
  inactive: 'warn',
  revoked: 'gone',
  expired: 'gone',
  unfinished: 'warn',
}

/** How an issuance stands, in one word. */
export function StateWord({ state }: { state: IssuanceState }): ReactElement {
  return <StatusWord tone={tones[state]} word={useWords().issuanceStates[state].word} />
}
