import type { Issuance } from '../../shared/records.ts'
import type { Answer, Question } from '../../shared/run.ts'
import type { TerminalOptions } from './options.ts'
import type { TerminalIo } from './printing/io.ts'
import type { Printer } from './printing/printer.ts'
import { issuanceLine } from './printing/words.ts'
import { Unanswerable } from './unanswerable.ts'

type IdentifyKey = Extract<Question, { readonly kind: 'identify-key' }>
type Which = Omit<Extract<Answer, { readonly kind: 'identify-key' }>, 'kind'>

const words = ['pin', 'none', 'unknown'] as const

/** What is on a key that does not tell: by --on-key, by its PIN, or from a person. Throws Unanswerable. */
export async function identify(
  { candidates, canTell }: IdentifyKey,
  { onKey, currentPinFile, command }: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<Which> {
  const given = onKey === null ? null : readWhich(onKey, candidates)
  if (given) return given
  if (canTell && currentPinFile !== null) return { by: 'pin', issuanceId: null }
  const { title, detail } = printer.texts.words.ask.identify
  printer.note(`${title} ${detail}`)
  candidates.forEach((row, at) => {
    printer.note(`  ${at + 1}  ${issuanceLine(printer.texts, row)}`)
  })
  const { which, whichOrPin } = printer.texts.terminal.prompts
  const prompt = `${(canTell ? whichOrPin : which).label}: `
  if (io.ask) return await askWhich(io.ask, prompt, candidates, canTell)
  // What counts is the registration at Okta; a key nobody is sure of is left alone.
  if (command === 'revoke') return { by: 'unknown', issuanceId: null }
  throw new Unanswerable({ code: 'key-unrecognised', count: candidates.length })
}

async function askWhich(
  ask: NonNullable<TerminalIo['ask']>,
  prompt: string,
  candidates: readonly Issuance[],
  canTell: boolean,
): Promise<Which> {
  for (;;) {
    const line = (await ask(prompt)).trim()
    const which = readWhich(candidates[Number(line) - 1]?.id ?? line, candidates)
    if (which && (canTell || which.by !== 'pin')) return which
  }
}

/** An issuance by its id, or one of the words; null for anything else. */
function readWhich(text: string, candidates: readonly Issuance[]): Which | null {
  const word = words.find((one) => one === text)
  if (word) return { by: word, issuanceId: null }
  const named = candidates.find(({ id, bundleId }) => id === text || bundleId === text)
  return named ? { by: 'issuance', issuanceId: named.id } : null
}
