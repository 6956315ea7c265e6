import { closeSync, constants, openSync, read, writeSync } from 'node:fs'
import { fromHex } from './bytes.ts'
import { REPORT_LENGTH } from './hid/packets.ts'
import type { VirtualKey } from './virtual-key.ts'

/** Events of linux/uhid.h. */
const Uhid = Object.freeze({ destroy: 1, stop: 3, output: 6, create2: 11, input2: 12 })
const BUS_USB = 3
/** struct uhid_event, packed. */
const EVENT_LENGTH = 4380
const OUTPUT_SIZE_AT = 4 + 4096
/** Where the descriptor lies in a create2 event, after names and numbers. */
const DESCRIPTOR_AT = 280

/** FIDO usage page and usage, one 64-byte report in, one out (CTAP 2.1 section 11.2.8.1). */
const REPORT_DESCRIPTOR = fromHex(
  '06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0',
)

export interface UhidDevice {
  /** Resolves when the kernel has let the device go. */
  readonly gone: Promise<void>
  /** Pulls the plug of this device; the key itself stays as it is. */
  remove(): void
}

/**
 * Makes the key a FIDO HID device of this Linux machine through /dev/uhid, for any program that
 * opens hidraw. It goes when the key is unplugged. Needs the right to open /dev/uhid: root, as a rule.
 */
export function attachToUhid(key: VirtualKey): UhidDevice {
  const connection = key.connect()
  const file = openSync('/dev/uhid', constants.O_RDWR)
  writeSync(file, createEvent(key))
  connection.onReport = (report) => {
    writeSync(file, inputEvent(report))
  }
  let isRemoved = false
  const remove = (): void => {
    if (isRemoved) return
    isRemoved = true
    connection.close()
    const event = Buffer.alloc(4)
    event.writeUInt32LE(Uhid.destroy)
    writeSync(file, event)
  }
  connection.onUnplugged = remove
  // Reports may still come while the kernel lets go.
  const onOutput = (report: Uint8Array): void => {
    if (!isRemoved && key.isPluggedIn) connection.send(report)
  }
  return { gone: pump(file, onOutput), remove }
}

function createEvent({ profile }: VirtualKey): Uint8Array {
  const event = Buffer.alloc(DESCRIPTOR_AT + REPORT_DESCRIPTOR.length)
  event.writeUInt32LE(Uhid.create2)
  event.write(`${profile.manufacturer} ${profile.product}`, 4, 127)
  event.write('virtual-key', 132, 63)
  event.write(String(profile.serialNumber ?? ''), 196, 63)
  event.writeUInt16LE(REPORT_DESCRIPTOR.length, 260)
  event.writeUInt16LE(BUS_USB, 262)
  event.writeUInt32LE(profile.vendorId, 264)
  event.writeUInt32LE(profile.productId, 268)
  event.set(REPORT_DESCRIPTOR, DESCRIPTOR_AT)
  return event
}

function inputEvent(report: Uint8Array): Uint8Array {
  const event = Buffer.alloc(6 + REPORT_LENGTH)
  event.writeUInt32LE(Uhid.input2)
  event.writeUInt16LE(REPORT_LENGTH, 4)
  event.set(report, 6)
  return event
}

/** Reads event after event; the read blocks one thread of libuv's pool until the device is gone. */
async function pump(file: number, onOutput: (report: Uint8Array) => void): Promise<void> {
  const event = Buffer.alloc(EVENT_LENGTH)
  for (;;) {
    await readEvent(file, event)
    const type = event.readUInt32LE()
    if (type === Uhid.stop) return closeSync(file)
    if (type === Uhid.output) onOutput(outputReport(event))
  }
}

function readEvent(file: number, event: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    read(file, event, 0, EVENT_LENGTH, null, (error) => (error ? reject(error) : resolve()))
  })
}

/** hidraw hands the report id through: 65 bytes, the first of them 0. */
function outputReport(event: Buffer): Uint8Array {
  const length = event.readUInt16LE(OUTPUT_SIZE_AT)
  const start = length > REPORT_LENGTH ? 5 : 4
  return Uint8Array.from(event.subarray(start, 4 + length))
}
