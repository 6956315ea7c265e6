import { fill } from '../../shared/text/fill.ts'
import { ProcedureError } from '../procedure-error.ts'
import { requestFrom, type Station } from '../station/station.ts'
import { writePinFile } from './commands/pin-files.ts'
import type { TerminalOptions } from './options.ts'
import { issuancesOf, theOnly } from './orders.ts'
import { exitCodes, type Printer } from './printing/printer.ts'

/** `hand-over ISSUANCE --pin-out FILE`: the sealed PIN of an issuance, once, into a file. */
export async function handOver(
  station: Station,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const pinFile = options.pinOut ?? ''
  const issuanceId = options.argument ?? (await findSealed(station, options))
  await writeSealedPin(station, issuanceId, pinFile)
  const { handedOver } = printer.texts.terminal.notes
  printer.result('handed-over', { issuanceId, pinFile }, [
    fill(handedOver.detail, { file: pinFile }),
  ])
  return exitCodes.done
}

/** The only issuance of a person or a key that has its PIN sealed. */
async function findSealed(station: Station, { person, serial }: TerminalOptions): Promise<string> {
  const all = await issuancesOf(station, person ?? serial ?? '')
  const sealed = all.filter(({ hasSealedPin }) => hasSealedPin)
  if (all.length > 0 && sealed.length === 0) {
    throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
  }
  const bundle = theOnly(sealed)
  return sealed.find(({ bundleId }) => bundleId === bundle)?.id ?? bundle
}

/** The PIN is purged from the registry only after the file is on the disk. Throws ProcedureError. */
export async function writeSealedPin(
  station: Station,
  issuanceId: string,
  file: string,
): Promise<void> {
  const revealed = await requestFrom(station, 'pins.reveal', { issuanceId })
  if (!revealed.ok) throw new ProcedureError(revealed.cause)
  const { pin } = revealed.value
  try {
    await writePinFile(file, pin)
  } finally {
    pin.fill(0)
  }
  const handedOver = await requestFrom(station, 'pins.hand-over', { issuanceId })
  if (!handedOver.ok) throw new ProcedureError(handedOver.cause)
}
