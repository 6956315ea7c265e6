import {
  CtapHidError,
  fingerprintOf,
  KeyProtocolError,
  KeyTransportError,
  readVendorInfo,
  type Authenticator,
  type KeyDevice,
  type KeySource,
} from '../../ctap2/index.ts'
import { plainName } from '../../shared/plain-text.ts'
import type { SecurityKey } from '../../shared/records.ts'
import { ProcedureError } from '../procedure-error.ts'
import { glance, openAuthenticator } from './open-key.ts'
import { onlyOneOf, watchSlots } from './slots.ts'

/** What a key says of itself once it is open. */
interface OpenKey {
  readonly authenticator: Authenticator
  readonly device: KeyDevice
  readonly key: SecurityKey
  /** Tells this key from every other: maker and serial number; null when it has none. */
  readonly identity: string | null
  /** Of the model: all that a key without a serial number shows of itself; what it holds tells the rest. */
  readonly fingerprint: string
  /** The maker's own configuration forbids authenticatorReset. */
  readonly isResetBlocked: boolean
}

/** One key, open for one run; stays the same key when it is pulled and plugged in again. */
export class KeySession {
  readonly #source: KeySource
  #open: OpenKey

  private constructor(source: KeySource, open: OpenKey) {
    this.#source = source
    this.#open = open
  }

  /** Opens a key and reads what it says of itself. Throws the errors of ctap2. */
  static async open(
    source: KeySource,
    device: KeyDevice,
    signal: AbortSignal,
  ): Promise<KeySession> {
    return new KeySession(source, await openKey(source, device, signal))
  }

  get authenticator(): Authenticator {
    return this.#open.authenticator
  }

  get key(): SecurityKey {
    return this.#open.key
  }

  /** Whether the key takes a reset, and over USB. */
  get canBeErased(): boolean {
    const { transportsForReset } = this.authenticator.info
    return !this.#open.isResetBlocked && transportsForReset?.includes('usb') !== false
  }

  get identity(): string | null {
    return this.#open.identity
  }

  /**
   * Goes on with the key as it came back. Throws ProcedureError `different-key` for one that has another
   * serial number or is of another model; two of a model without serial numbers look alike.
   */
  async reopen(device: KeyDevice, signal: AbortSignal): Promise<void> {
    const again = await openKey(this.#source, device, signal)
    if (isSameKey(again, this.#open)) {
      this.#open = again
      return
    }
    await again.authenticator.close()
    throw new ProcedureError({ code: 'different-key' })
  }

  /**
   * Aborted, with ProcedureError `key-removed`, once this very key has left its slot, by what its port
   * or the list of keys says. The looking ends with `signal`.
   */
  whenGone(signal: AbortSignal): AbortSignal {
    const gone = new AbortController()
    const leave = (): void => gone.abort(new ProcedureError({ code: 'key-removed' }))
    const { closed } = this.authenticator
    if (closed.aborted) leave()
    else closed.addEventListener('abort', leave, { once: true, signal })
    void this.#watchSlot(signal, leave)
    return gone.signal
  }

  /** Throws ProcedureError `key-removed` where this very key has left its slot. */
  async demandHere(): Promise<void> {
    const devices = await this.#source.list().catch(() => null)
    const isListed = devices === null || this.#isAmong(devices)
    if (!isListed || this.authenticator.closed.aborted)
      throw new ProcedureError({ code: 'key-removed' })
  }

  async close(): Promise<void> {
    await this.#open.authenticator.close()
  }

  async #watchSlot(signal: AbortSignal, leave: () => void): Promise<void> {
    for await (const devices of watchSlots(this.#source, { signal })) {
      if (!this.#isAmong(devices)) return leave()
    }
  }

  /** By its path, and by what tells it from another key that has the path now. */
  #isAmong(devices: readonly KeyDevice[]): boolean {
    const { path, vendorId, productId, serialNumber } = this.#open.device
    return devices.some(
      (one) =>
        one.path === path &&
        one.vendorId === vendorId &&
        one.productId === productId &&
        one.serialNumber === serialNumber,
    )
  }
}

async function openKey(
  source: KeySource,
  device: KeyDevice,
  signal: AbortSignal,
): Promise<OpenKey> {
  const authenticator = await openAuthenticator(source, device, { signal })
  try {
    return await describeKey(authenticator, device, signal)
  } catch (error) {
    await authenticator.close()
    throw error
  }
}

async function describeKey(
  authenticator: Authenticator,
  device: KeyDevice,
  signal: AbortSignal,
): Promise<OpenKey> {
  const vendor = await readVendorInfo(authenticator, device, { signal })
  const described = describeDevice(device)
  const serial = vendor?.serial ?? described.serial
  const key: SecurityKey = {
    ...described,
    aaguid: authenticator.info.aaguid,
    ...(serial !== undefined && { serial }),
    ...(vendor?.firmware !== undefined && { firmware: vendor.firmware }),
  }
  const identity = isTelling(serial) ? `${device.vendorId}:${serial}` : null
  const isResetBlocked = vendor?.isResetBlocked === true
  const fingerprint = fingerprintOf(authenticator.info)
  return { authenticator, device, key, identity, fingerprint, isResetBlocked }
}

/** Some makers give every key of a model the same number. */
function isTelling(serial: string | undefined): serial is string {
  return serial !== undefined && !/^(.)\1*$|^0*123456/.test(serial)
}

function isSameKey(one: OpenKey, other: OpenKey): boolean {
  return one.identity === other.identity && one.fingerprint === other.fingerprint
}

/** What can be said of a key without opening it. What it calls itself is text, never control. */
export function describeDevice(device: KeyDevice): SecurityKey {
  const { path, product, vendorId, productId, serialNumber } = device
  const serial = serialNumber && { serial: plainName(serialNumber) }
  return { path, product: plainName(product), vendorId, productId, ...serial }
}

/** The model of the one key that is plugged in; null when there is none, several, or it is in use. */
export async function readAaguid(source: KeySource): Promise<string | null> {
  const device = onlyOneOf(await source.list())
  if (!device) return null
  try {
    const authenticator = await openAuthenticator(source, device, glance)
    await authenticator.close()
    return authenticator.info.aaguid
  } catch (error) {
    const isUnfit = [KeyTransportError, CtapHidError, KeyProtocolError].some(
      (kind) => error instanceof kind,
    )
    if (isUnfit) return null
    throw error
  }
}
