import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Authenticator } from '../../../src/ctap2/authenticator.ts'
import { KeyTransportError } from '../../../src/ctap2/errors.ts'
import { nodeHidKeys, portError } from '../../../src/ctap2/hid/node-hid-port.ts'
import { infoAnswer } from '../../support/open-key.ts'
import { ScriptedKey } from '../../support/scripted-key.ts'

// node-hid itself is tested on real hidraw by `npm run test:hid`; here it is a double with the
// shapes measured there: reports of 65 bytes out and 64 in, an error event that carries a string.
const double = vi.hoisted(() => ({
  devices: [] as unknown[],
  open: [] as (() => unknown)[],
  listError: null as Error | null,
}))

vi.mock('node-hid', () => ({
  devicesAsync: () =>
    double.listError ? Promise.reject(double.listError) : Promise.resolve(double.devices),
  HIDAsync: {
    async open() {
      await Promise.resolve()
      return double.open.shift()?.()
    },
  },
}))

class DeviceDouble extends EventEmitter {
  readonly written: Buffer[] = []
  readonly key: ScriptedKey
  writeError: Error | null = null

  constructor(key: ScriptedKey) {
    super()
    this.key = key
    key.listen(
      (report) => this.emit('data', Buffer.from(report)),
      () => undefined,
    )
  }

  async write(data: Buffer): Promise<number> {
    if (this.writeError) throw this.writeError
    this.written.push(data)
    await this.key.send(data.subarray(1))
    return data.length
  }

  close(): Promise<void> {
    this.emit('close')
    return Promise.resolve()
  }
}

function plugIn(): DeviceDouble {
  const key = new ScriptedKey((_message, k) => k.replyCbor(0, infoAnswer({})))
  const device = new DeviceDouble(key)
  double.open = [() => device]
  return device
}

const denied = (): never => {
  throw new TypeError(
    "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Permission denied",
  )
}

afterEach(() => {
  vi.useRealTimers()
  double.listError = null
  double.open = []
})

describe('listing', () => {
  test('only FIDO interfaces, two identical keys as two', async () => {
    const key = { vendorId: 0x1050, productId: 0x0407, usagePage: 0xf1d0, usage: 1 }
    double.devices = [
      { ...key, path: '/dev/hidraw0', product: 'YubiKey' },
      { ...key, path: '/dev/hidraw1', product: 'YubiKey', serialNumber: '42' },
      { ...key, path: '/dev/hidraw2', usagePage: 1, usage: 6, product: 'its keyboard' },
      { ...key, product: 'without a path' },
      { ...key, path: '/dev/hidraw3' },
    ]
    await expect(nodeHidKeys().list()).resolves.toEqual([
      { path: '/dev/hidraw0', vendorId: 0x1050, productId: 0x0407, product: 'YubiKey' },
      {
        path: '/dev/hidraw1',
        vendorId: 0x1050,
        productId: 0x0407,
        product: 'YubiKey',
        serialNumber: '42',
      },
      { path: '/dev/hidraw3', vendorId: 0x1050, productId: 0x0407, product: '' },
    ])
  })

  test('a failure is a KeyTransportError', async () => {
    double.listError = new Error('could not enumerate')
    await expect(nodeHidKeys().list()).rejects.toMatchObject({ kind: 'open-failed' })
  })
})

describe('an open key', () => {
  test('gets 65 bytes with report id 0, and its reports are heard', async () => {
    const device = plugIn()
    const authenticator = await Authenticator.open(await nodeHidKeys().open('/dev/hidraw0'))
    expect(device.written.map((report) => [report.length, report[0]])).toEqual([
      [65, 0],
      [65, 0],
    ])
    await authenticator.close()
    await authenticator.close()
  })

  test('an error event, a bare string, is a removal', async () => {
    const device = plugIn()
    const authenticator = await Authenticator.open(await nodeHidKeys().open('/dev/hidraw0'))
    const failing = authenticator.send(0x07)
    device.emit('error', 'could not read data from device: device disconnected')
    await expect(failing).rejects.toMatchObject({ kind: 'removed' })
  })

  test('a write that fails tells why', async () => {
    const device = plugIn()
    const port = await nodeHidKeys().open('/dev/hidraw0')
    device.writeError = new Error('Cannot write to hid device: No such device')
    await expect(port.send(new Uint8Array(64))).rejects.toMatchObject({ kind: 'removed' })
    await port.close()
    await expect(port.send(new Uint8Array(64))).rejects.toMatchObject({ kind: 'closed' })
  })
})

describe('opening', () => {
  test.runIf(process.platform === 'linux')(
    'is tried again while udev has not yet given the device to the user',
    async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const device = plugIn()
      double.open = [denied, denied, () => device]
      const opening = nodeHidKeys().open('/dev/hidraw0')
      await vi.advanceTimersByTimeAsync(500)
      await expect(opening).resolves.toBeDefined()
    },
  )

  test('a denial that stays is access-denied', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    double.open = [denied, denied, denied, denied, denied]
    const opening = Promise.allSettled([nodeHidKeys().open('/dev/hidraw0')])
    await vi.advanceTimersByTimeAsync(2000)
    expect(await opening).toMatchObject([{ reason: { kind: 'access-denied' } }])
  })

  test('anything else fails at once', async () => {
    double.open = [
      () => {
        throw new Error('cannot open device')
      },
    ]
    await expect(nodeHidKeys().open('/dev/hidraw0')).rejects.toMatchObject({ kind: 'open-failed' })
  })
})

describe("the platforms' words (hidapi's sources, and measured on Linux)", () => {
  test.each([
    ['open_device: (0x00000005) Access is denied.', 'access-denied'],
    ['WriteFile: (0x00000005) Access is denied.', 'access-denied'],
    ["Failed to open a device with path '/dev/hidraw0': Permission denied", 'access-denied'],
    ['hid_open_path: failed to open IOHIDDevice: (0xE00002C1) not permitted', 'access-denied'],
    ["Failed to open a device with path '/dev/hidraw0': No such file or directory", 'removed'],
    ['Cannot write to hid device: No such device', 'removed'],
    ['hid_read_timeout: unexpected poll error (device disconnected)', 'removed'],
    ['ReadFile: (0x0000048F) The device is not connected.', 'removed'],
    ['something else', 'io'],
  ])('%s', (words, kind) => {
    for (const error of [words, new Error(words)]) {
      const failure = portError(error, 'io')
      expect(failure).toBeInstanceOf(KeyTransportError)
      expect(failure).toMatchObject({ kind, platform: words })
    }
  })
})
