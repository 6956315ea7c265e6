import { Authenticator, type AuthenticatorInfo, type KeySource } from '../../ctap2/index.ts'
import { ProcedureError } from '../conversation.ts'
import { describeDevice } from '../key-session.ts'
import { exitCodes, type Printer } from './printer.ts'
import { productOf } from './words.ts'

/** Lists the keys that are plugged in. */
export async function listKeys(source: KeySource, printer: Printer): Promise<number> {
  const keys = (await source.list()).map(describeDevice)
  for (const key of keys) {
    printer.result('key', key, [`${key.path}  ${productOf(printer.texts, key)}`])
  }
  if (keys.length === 0) printer.note(printer.texts.terminal.notes.noKey.detail)
  return exitCodes.done
}

/** Reads what the one key says of itself. Throws ProcedureError for none or several. */
export async function checkOneKey(source: KeySource, printer: Printer): Promise<number> {
  const devices = await source.list()
  const [device] = devices
  if (!device) throw new ProcedureError({ code: 'no-key' })
  if (devices.length > 1) {
    throw new ProcedureError({ code: 'several-keys', count: devices.length })
  }
  const authenticator = await Authenticator.open(await source.open(device.path))
  try {
    const info = readable(authenticator.info)
    printer.result('info', { key: describeDevice(device), info }, linesOf(device.product, info))
    return exitCodes.done
  } finally {
    await authenticator.close()
  }
}

type Readable = Record<string, unknown>

/** getInfo with its bytes in hex and its large numbers in digits. */
function readable(info: AuthenticatorInfo): Readable {
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
      `  ${name.padEnd(36)} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return [product, ...rows]
}
