import type { ReadinessItem } from '../../shared/readiness.ts'
import { readinessText } from '../../shared/text/readiness.ts'
import { requestFrom, type Station } from '../station.ts'
import type { TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'

const marks = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM', unknown: 'unknown' } as const

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
  for (const item of items) printer.result('readiness', item, linesOf(item))
  const hasProblem = items.some(({ state }) => state === 'problem')
  return hasProblem ? exitCodes.failed : exitCodes.done
}

function linesOf(item: ReadinessItem): string[] {
  const { title, detail, remedy, where } = readinessText(item)
  const indented = [remedy, where && `In Okta: ${where}`].filter((line) => line !== '')
  return [
    `${marks[item.state]}  ${title}: ${detail}`,
    ...indented.map((line) => `         ${line}`),
  ]
}
