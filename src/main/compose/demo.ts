import { KeyTransportError, type HidPort, type KeySource } from '../../ctap2/index.ts'
import type { ConnectionState, SimulatorAct, SimulatorState } from '../../shared/contract.ts'
import { startOktaDouble, type OktaDouble } from '../../simulator/okta/okta-double.ts'
import { VirtualKey } from '../../simulator/virtual-key/virtual-key.ts'
import { readConnection } from '../provider/okta/connection.ts'
import { createOktaProvider } from '../provider/okta/provider.ts'
import type { AttendedProvider } from '../provider/provider.ts'
import type { SimulatorControls } from '../station/edges.ts'

/** The demo's keys, by the names a person sees, and hands to plug and touch them. */
export interface SimulatedKeys {
  readonly keys: KeySource
  act(act: SimulatorAct): void
  state(): Omit<SimulatorState, 'factors'>
  onChange(listener: () => void): void
}

/** Everything the demo puts in the place of the real world. */
export interface Demo {
  readonly provider: AttendedProvider
  readonly connection: ConnectionState
  readonly keys: KeySource | null
  readonly simulator: SimulatorControls
  readonly release: () => Promise<void>
}

/** Starts the double of Okta, with simulated keys or for the keys that are really there. */
export async function openDemo(options: {
  readonly simulateKeys: boolean
  readonly fetch: typeof fetch
}): Promise<Demo> {
  const double = await startOktaDouble()
  const simulated = options.simulateKeys ? openSimulatedKeys() : null
  const edges = { fetch: options.fetch, now: Date.now }
  const host = new URL(double.origin).host
  const provider = { ...createOktaProvider(readConnection(double.connection), edges), host }
  return {
    provider,
    connection: { kind: 'connected', host, simulated: true },
    keys: simulated?.keys ?? null,
    simulator: controlsOf(double, simulated),
    release: () => double.close(),
  }
}

function controlsOf(double: OktaDouble, simulated: SimulatedKeys | null): SimulatorControls {
  const noKeys = { keys: [], touchByHand: false, touchAwaited: false }
  return {
    state: () => ({ ...(simulated?.state() ?? noKeys), factors: factorsOf(double) }),
    act: (act) => simulated?.act(act),
    onChange: (listener) => simulated?.onChange(listener),
  }
}

function factorsOf(double: OktaDouble): SimulatorState['factors'] {
  return double
    .records()
    .factors.map(({ id, login, status, credentialId }) => ({ id, login, status, credentialId }))
}

/** Two keys of one model, the first in its slot; touches come at once until done by hand. */
export function openSimulatedKeys(): SimulatedKeys {
  const keys = new Map(
    [2001, 2002].map((serialNumber, at) => [
      `Key ${at + 1}`,
      new VirtualKey({ profile: { serialNumber } }),
    ]),
  )
  const listeners = new Set<() => void>()
  const tell = (): void => listeners.forEach((listener) => listener())
  let touchByHand = false
  for (const key of keys.values()) key.onTouchAwaited = tell
  keys.get('Key 2')?.unplug()

  const setTouch = (on: boolean): void => {
    touchByHand = on
    for (const key of keys.values()) key.setTouchPolicy(on ? 'ask' : 'now')
  }
  return {
    keys: simulatedKeySource(keys),
    act(act) {
      if (act.act === 'insert') keys.get(act.name)?.plugIn()
      if (act.act === 'remove') keys.get(act.name)?.unplug()
      if (act.act === 'touch') for (const key of keys.values()) key.touch()
      if (act.act === 'touch-by-hand') setTouch(act.on)
      tell()
    },
    state: () => ({
      keys: [...keys].map(([name, { isPluggedIn }]) => ({ name, inserted: isPluggedIn })),
      touchByHand,
      touchAwaited: [...keys.values()].some(({ awaitsTouch }) => awaitsTouch),
    }),
    onChange: (listener) => void listeners.add(listener),
  }
}

/** Virtual keys by name, as a source of keys: those that are plugged in are listed. */
export function simulatedKeySource(keys: ReadonlyMap<string, VirtualKey>): KeySource {
  const pathOf = (name: string): string => `simulated:${name}`
  const inserted = () => [...keys].filter(([, key]) => key.isPluggedIn)
  return {
    list: () =>
      Promise.resolve(
        inserted().map(([name, { profile }]) => ({
          path: pathOf(name),
          vendorId: profile.vendorId,
          productId: profile.productId,
          product: profile.product,
          ...(profile.serialNumber !== null && { serialNumber: String(profile.serialNumber) }),
        })),
      ),
    open(path) {
      const found = inserted().find(([name]) => pathOf(name) === path)
      if (!found) return Promise.reject(new KeyTransportError('removed'))
      return Promise.resolve(portOf(found[1].connect()))
    },
  }
}

function portOf(connection: ReturnType<VirtualKey['connect']>): HidPort {
  let tellClosed: (error: KeyTransportError | null) => void = () => undefined
  return {
    send(report) {
      try {
        connection.send(report)
        return Promise.resolve()
      } catch (error) {
        return Promise.reject(new KeyTransportError('removed', { platform: String(error) }))
      }
    },
    listen(onReport, onClosed) {
      tellClosed = onClosed
      connection.onReport = onReport
      connection.onUnplugged = () => onClosed(new KeyTransportError('removed'))
    },
    close() {
      connection.close()
      tellClosed(null)
      return Promise.resolve()
    },
  }
}
