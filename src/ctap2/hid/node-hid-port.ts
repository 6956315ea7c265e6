import type * as NodeHid from 'node-hid'
import type { Device, HIDAsync } from 'node-hid'
import { KeyTransportError, type KeyTransportErrorKind } from '../errors.ts'
import { delay } from './delay.ts'
import { REPORT_SIZE, type HidPort, type KeyDevice, type KeySource } from './port.ts'

const FIDO_USAGE_PAGE = 0xf1d0
const FIDO_USAGE = 0x01
const UDEV_RETRIES = 4
const UDEV_RETRY_MS = 250

/** The FIDO keys on this machine's USB, through hidapi; loads the native library when first used. */
export function nodeHidKeys(): KeySource {
  return {
    async list() {
      const { devicesAsync } = await loadNodeHid()
      const devices = await devicesAsync().catch((error: unknown) => {
        throw portError(error, 'open-failed')
      })
      return devices.flatMap(describe)
    },
    async open(path) {
      return new NodeHidPort(await openDevice(path))
    },
  }
}

/** One key through node-hid: report id 0 is added on every platform, as hidapi wants it. */
export class NodeHidPort implements HidPort {
  readonly #device: HIDAsync
  #isClosed = false

  constructor(device: HIDAsync) {
    this.#device = device
  }

  async send(report: Uint8Array): Promise<void> {
    if (this.#isClosed) throw new KeyTransportError('closed')
    // hidraw takes any length without complaint: a report is always the id and 64 bytes.
    const withId = Buffer.alloc(1 + REPORT_SIZE)
    withId.set(report.subarray(0, REPORT_SIZE), 1)
    try {
      await this.#device.write(withId)
    } catch (error) {
      throw portError(error, 'io')
    }
  }

  listen(
    onReport: (report: Uint8Array) => void,
    onClosed: (error: KeyTransportError | null) => void,
  ): void {
    this.#device.on('data', (data: Uint8Array) => onReport(new Uint8Array(data)))
    this.#device.on('error', (error: unknown) => onClosed(portError(error, 'removed')))
    this.#device.on('close', () => onClosed(null))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#device.close().catch(() => undefined)
  }
}

async function loadNodeHid(): Promise<typeof NodeHid> {
  try {
    return await import('node-hid')
  } catch (error) {
    throw portError(error, 'open-failed')
  }
}

// On Linux a new device belongs to root until udev's rule has run, about a second after plugging.
async function openDevice(path: string): Promise<HIDAsync> {
  const { HIDAsync } = await loadNodeHid()
  for (let retriesLeft = process.platform === 'linux' ? UDEV_RETRIES : 0; ; retriesLeft -= 1) {
    try {
      return await HIDAsync.open(path)
    } catch (error) {
      const failure = portError(error, 'open-failed')
      if (failure.kind !== 'access-denied' || retriesLeft === 0) throw failure
    }
    await delay(UDEV_RETRY_MS)
  }
}

function describe(device: Device): KeyDevice[] {
  const { path, vendorId, productId, product, serialNumber, usagePage, usage } = device
  if (usagePage !== FIDO_USAGE_PAGE || usage !== FIDO_USAGE || path === undefined) return []
  const serial = serialNumber ? { serialNumber } : {}
  return [{ path, vendorId, productId, product: product ?? '', ...serial }]
}

// hidapi says what is wrong in words only; node-hid's error event carries a bare string.
const SIGNS: readonly (readonly [RegExp, KeyTransportErrorKind])[] = [
  [/permission denied|access is denied|0x00000005|0xE00002C1|not permitted/i, 'access-denied'],
  [/no such (device|file)|disconnected|not connected|0x0000048F|0xE00002C0|0x0000001F/i, 'removed'],
]

/** hidapi's words as a KeyTransportError; `otherwise` when they tell neither denial nor removal. */
export function portError(error: unknown, otherwise: KeyTransportErrorKind): KeyTransportError {
  const platform = error instanceof Error ? error.message : String(error)
  const kind = SIGNS.find(([sign]) => sign.test(platform))?.[1] ?? otherwise
  return new KeyTransportError(kind, { platform })
}
