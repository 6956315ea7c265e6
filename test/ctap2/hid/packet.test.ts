import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  encodeMessage,
  MAXIMUM_MESSAGE_SIZE,
  MessageAssembly,
  parsePacket,
} from '../../../src/ctap2/hid/packet.ts'
import { hex, ScriptedKey } from '../../support/scripted-key.ts'

const CHANNEL = 0x01020304
const CBOR = 0x10

function assemble(reports: readonly Uint8Array[]): MessageAssembly {
  const packets = reports.map((report) => parsePacket(report))
  const [first, ...rest] = packets
  if (first?.kind !== 'initialization') throw new Error('no first packet')
  const assembly = new MessageAssembly(first)
  for (const next of rest) if (next?.kind === 'continuation') assembly.add(next)
  return assembly
}

describe('packets (CTAP 2.2, section 11.2.4)', () => {
  test('a short message is one report: channel, command with the top bit, length, data', () => {
    const [report, ...others] = encodeMessage(CHANNEL, CBOR, hex('04'))
    expect(others).toEqual([])
    expect(report).toHaveLength(64)
    expect(Buffer.from(report ?? []).toString('hex')).toBe(`0102030490000104${'00'.repeat(56)}`)
  })

  test.each([
    [0, 1],
    [57, 1],
    [58, 2],
    [116, 2],
    [117, 3],
    [MAXIMUM_MESSAGE_SIZE, 129],
  ])('%d bytes take %d reports', (length, count) => {
    expect(encodeMessage(CHANNEL, CBOR, new Uint8Array(length))).toHaveLength(count)
  })

  test('the longest message has 7609 bytes, and no longer one is made', () => {
    expect(MAXIMUM_MESSAGE_SIZE).toBe(7609)
    expect(() => encodeMessage(CHANNEL, CBOR, new Uint8Array(7610))).toThrow(RangeError)
  })

  test('an independent framing makes the same reports', () => {
    const payload = Uint8Array.from({ length: 300 }, (_, index) => index)
    const expected = new ScriptedKey().reports(CBOR, payload, CHANNEL)
    expect(encodeMessage(CHANNEL, CBOR, payload)).toEqual(expected)
  })

  test('reports of other sizes than 64 bytes are read as far as they go', () => {
    expect(parsePacket(hex('01020304 90'))).toBeNull()
    expect(parsePacket(hex('01020304 90 0001 04'))).toMatchObject({ byteCount: 1, data: hex('04') })
    expect(parsePacket(new Uint8Array(100))?.data).toHaveLength(59)
  })

  test('a message that announces more than 7609 bytes is refused', () => {
    const packet = parsePacket(hex('01020304 90 1dba'))
    expect(packet?.kind).toBe('initialization')
    if (packet?.kind === 'initialization') {
      expect(() => new MessageAssembly(packet)).toThrow('announces 7610 bytes')
    }
  })

  test('a wrong sequence number is refused', () => {
    const [first, second, third] = encodeMessage(CHANNEL, CBOR, new Uint8Array(120))
    expect(() => assemble([first, third, second].flatMap((r) => r ?? []))).toThrow(
      'packet 1 in place of 0',
    )
  })

  test('every message comes back as it went', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffffffff),
        fc.nat(0x7f),
        fc.uint8Array({ maxLength: MAXIMUM_MESSAGE_SIZE, size: 'max' }),
        (channelId, command, payload) => {
          const assembly = assemble(encodeMessage(channelId, command, payload))
          expect(assembly.isComplete).toBe(true)
          expect(assembly.command).toBe(command)
          expect(Buffer.compare(assembly.payload, payload)).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })
})
