import type { AuthenticatorInfo, KeyRemark, KeySource } from '../../../ctap2/index.ts'
import { describeDevice } from '../../desk/key-session.ts'
import { openAuthenticator } from '../../desk/open-key.ts'
import { onlyOneOf, wrongCount } from '../../desk/slots.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'
import { productOf } from '../printing/words.ts'

/** Lists the keys that are plugged in. */
export async function listKeys(source: KeySource, printer: Printer): Promise<number> {
  const keys = (await source.list()).map(describeDevice)
  for (const key of keys) {
    printer.result('key', key, [`${key.path}  ${productOf(printer.texts, key)}`])
  }
  if (keys.length === 0) printer.note(printer.texts.terminal.notes.noKey.detail)
  return exitCodes.done
}

/**
 * Reads what the one key says of itself, and what of it is not as the standard has it. Throws
 * ProcedureError for none or several.
 */
export async function checkOneKey(source: KeySource, printer: Printer): Promise<number> {
  const devices = await source.list()
  const device = onlyOneOf(devices)
  if (!device) throw wrongCount(devices.length)
  const authenticator = await openAuthenticator(source, device)
  try {
    const info = toReadable(authenticator.info)
    const { remarks } = authenticator
    const lines = [...linesOf(device.product, info), ...remarks.map(remarkLine)]
    printer.result('info', { key: describeDevice(device), info, remarks }, lines)
    return exitCodes.done
  } finally {
    await authenticator.close()
  }
}

type Readable = Record<string, unknown>

/** getInfo with its bytes in hex and its large numbers in digits. */
function toReadable(info: AuthenticatorInfo): Readable {
  const text = JSON.stringify(info, (_name, value: unknown) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
    if (value instanceof Map) return Object.fromEntries(value) as unknown
    return typeof value === 'bigint' ? value.toString() : value
  })
  return JSON.parse(text) as Readable
}

function linesOf(product: string, info: Readable): string[] {
  const rows = Object.entries(info).map(
    ([name, value]) =>
      `  ${name.padEnd(36)} ${escapeControls(typeof value === 'string' ? value : JSON.stringify(value))}`,
  )
  return [product, ...rows]
}

function remarkLine({ command, field, reason }: KeyRemark): string {
  const where = `${command}, ${escapeControls(JSON.stringify(field))}`
  return `  Not as the standard has it, and taken all the same: ${where}: ${reason}`
}

/** Text a key chose, on one line: what would steer the terminal is shown by its number. */
function escapeControls(text: string): string {
  return text.replace(
    /[\p{C}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  )
}
