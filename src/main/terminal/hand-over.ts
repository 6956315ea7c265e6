import { ProcedureError } from '../conversation.ts'
import { requestFrom, type Station } from '../station.ts'
import type { TerminalOptions } from './options.ts'
import { writePinFile } from './pin-files.ts'
import { exitCodes, type Printer } from './printer.ts'

/** `hand-over ISSUANCE --pin-out FILE`: the sealed PIN of an issuance, once, into a file. */
export async function handOver(
  station: Station,
  { argument, pinOut }: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const [issuanceId, pinFile] = [argument ?? '', pinOut ?? '']
  await writeSealedPin(station, issuanceId, pinFile)
  printer.result('handed-over', { issuanceId, pinFile }, [
    `The PIN is in ${pinFile}, and no longer in the registry.`,
  ])
  return exitCodes.done
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
