import { readUint16 } from '../bytes.ts'

/** Status words of U2F raw messages (FIDO U2F 1.2, section 3.3). */
export const StatusWord = Object.freeze({
  ok: 0x9000,
  conditionsNotSatisfied: 0x6985,
  commandNotAllowed: 0x6986,
  wrongData: 0x6a80,
  wrongLength: 0x6700,
  claNotSupported: 0x6e00,
  insNotSupported: 0x6d00,
})
export type StatusWord = (typeof StatusWord)[keyof typeof StatusWord]

export interface Apdu {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly data: Uint8Array
}

/** Reads a command of extended length, or of short length as old hosts send it; undefined when cut. */
export function readApdu(bytes: Uint8Array): Apdu | undefined {
  if (bytes.length < 4) return undefined
  const [cla = 0, ins = 0, p1 = 0] = bytes
  const data = readData(bytes.subarray(4))
  return data && { cla, ins, p1, data }
}

/** The data after the header: no length, a length of Le only, or Lc, data and perhaps Le. */
function readData(body: Uint8Array): Uint8Array | undefined {
  const isExtended = body[0] === 0 && body.length >= 3
  const head = isExtended ? 3 : 1
  const length = isExtended ? readUint16(body, 1) : (body[0] ?? 0)
  if (body.length <= head) return new Uint8Array(0)
  return body.length < head + length ? undefined : body.slice(head, head + length)
}
