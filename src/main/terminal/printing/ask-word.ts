import { fill } from '../../../shared/text/fill.ts'
import type { TerminalIo } from './io.ts'

/** Whether the word was typed, whatever its capitals. */
export async function askWord(
  ask: NonNullable<TerminalIo['ask']>,
  prompt: string,
  word: string,
): Promise<boolean> {
  const typed = await ask(`${fill(prompt, { word })}: `)
  return typed.trim().normalize('NFC').toLowerCase() === word
}
