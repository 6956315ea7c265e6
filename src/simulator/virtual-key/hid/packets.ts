import { concat, readUint16, readUint32, uint16, uint32 } from '../bytes.ts'

/** CTAPHID framing (section 11.2): 64-byte reports, a message's first one and its continuations. */
export const REPORT_LENGTH = 64
export const BROADCAST_CHANNEL = 0xffff_ffff
/** One initial packet and 128 continuations. */
export const MESSAGE_LIMIT = 57 + 128 * 59

export interface InitialPacket {
  readonly kind: 'initial'
  readonly channel: number
  readonly command: number
  readonly length: number
  readonly data: Uint8Array
}

export interface ContinuationPacket {
  readonly kind: 'continuation'
  readonly channel: number
  readonly sequence: number
  readonly data: Uint8Array
}

/** Reads one report; one of another length is filled with zeros or cut, as USB hardware would. */
export function readPacket(report: Uint8Array): InitialPacket | ContinuationPacket {
  const channel = readUint32(report, 0)
  const type = report[4] ?? 0
  if ((type & 0x80) === 0)
    return { kind: 'continuation', channel, sequence: type, data: padded(report.subarray(5)) }
  const length = readUint16(report, 5)
  const data = padded(report.subarray(7))
  return { kind: 'initial', channel, command: type & 0x7f, length, data }
}

const padded = (data: Uint8Array): Uint8Array => concat(data, new Uint8Array(REPORT_LENGTH))

/** A message as the reports that carry it. */
export function toReports(channel: number, command: number, payload: Uint8Array): Uint8Array[] {
  const header = concat(uint32(channel), Uint8Array.of(command | 0x80), uint16(payload.length))
  const reports = [report(header, payload.subarray(0, 57))]
  for (let offset = 57, sequence = 0; offset < payload.length; offset += 59, sequence++) {
    const head = concat(uint32(channel), Uint8Array.of(sequence & 0x7f))
    reports.push(report(head, payload.subarray(offset, offset + 59)))
  }
  return reports
}

function report(head: Uint8Array, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(REPORT_LENGTH)
  bytes.set(head)
  bytes.set(data, head.length)
  return bytes
}
