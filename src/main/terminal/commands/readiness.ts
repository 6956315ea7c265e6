import type { ReadinessItem } from '../../../shared/readiness.ts'
import { fill } from '../../../shared/text/fill.ts'
import { readinessText } from '../../../shared/text/readiness.ts'
import { requestFrom, type Station } from '../../station/station.ts'
import type { Texts } from '../language.ts'
import type { TerminalOptions } from '../options.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'

/** Prints the readiness report. Exit status 1 when a problem would stop an issuance. */
export async function readiness(
  station: Station,
  { person }: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const question = person === null ? {} : { person }
  const reply = await requestFrom(station, 'readiness.check', question)
  if (!reply.ok) return printer.refused(reply.cause)
  const items = reply.value
  for (const item of items) printer.result('readiness', item, linesOf(printer.texts, item))
  const hasProblem = items.some(({ state }) => state === 'problem')
  return hasProblem ? exitCodes.failed : exitCodes.done
}

function linesOf({ words, terminal }: Texts, item: ReadinessItem): string[] {
  const { marks, inOkta } = terminal.readiness
  const width = Math.max(...Object.values(marks).map(({ word }) => word.length))
  const { title, detail, remedy, where } = readinessText(item, words.language)
  const indented = [remedy, where && fill(inOkta.label, { where })].filter((line) => line !== '')
  return [
    `${marks[item.state].word.padEnd(width)}  ${title}: ${detail}`,
    ...indented.map((line) => `${' '.repeat(width)}  ${line}`),
  ]
}
