import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Authenticator, makeCredential } from '../../src/ctap2/index.ts'
import { simulatedKeySource } from '../../src/main/compose/demo.ts'
import { createAccountFileSecrets } from '../../src/main/secrets/key-file.ts'
import type { Station } from '../../src/main/station/station.ts'
import { witnessFileOf } from '../../src/main/store/journal/witness.ts'
import { openRegistry, type Registry } from '../../src/main/store/registry.ts'
import { registryIn } from '../../src/main/system/data-directory.ts'
import type { Template } from '../../src/shared/template.ts'
import { startOktaDouble, type OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { serveOverUdp, type UdpServer } from '../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../support/key-port.ts'
import { composeOver } from './compose-over.ts'
import { typedPins } from './drive.ts'
import type { StationTask } from './station-task.ts'
import type { Outside } from './truth.ts'

/** A station in this process, over what another one may have left. */
export interface OpenStation {
  readonly station: Station
  readonly registry: Registry
  readonly defects: readonly string[]
}

/** What outlives a station: its registry's file, the keys, and an organization of Okta. */
export class World implements Outside {
  readonly directory: string
  readonly double: OktaDouble
  readonly keys: ReadonlyMap<KeyName, VirtualKey>
  /** Factors of people who had keys from the start, of which no registry knows. */
  readonly seeded: ReadonlySet<string>
  /** Credentials of which no registry knows, base64url. */
  readonly strangers = new Set<string>()
  readonly #servers: ReadonlyMap<KeyName, UdpServer>

  private constructor(
    directory: string,
    double: OktaDouble,
    keys: ReadonlyMap<KeyName, VirtualKey>,
    servers: ReadonlyMap<KeyName, UdpServer>,
  ) {
    this.directory = directory
    this.double = double
    this.keys = keys
    this.seeded = new Set(double.records().factors.map(({ id }) => id))
    this.#servers = servers
  }

  static async open(customDomain: string | undefined, isNameless = false): Promise<World> {
    // In memory where there is such a place: what is killed is the process, not the machine.
    const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
    const directory = mkdtempSync(join(place, 'keydesk-matrix-'))
    const double = await startOktaDouble({ ...(customDomain && { customDomain }) })
    const keys = new Map<KeyName, VirtualKey>()
    const servers = new Map<KeyName, UdpServer>()
    for (const [at, name] of (['one', 'two'] as const).entries()) {
      const serialNumber = isNameless && name === 'one' ? null : 2001 + at
      const profile = { serialNumber }
      const key = new VirtualKey({ profile, resetWindowMs: Number.POSITIVE_INFINITY })
      keys.set(name, key)
      servers.set(name, await serveOverUdp(key, { port: 0, hearsReboot: false }))
    }
    const world = new World(directory, double, keys, servers)
    world.putInSlot('one')
    return world
  }

  key(name: KeyName): VirtualKey {
    const key = this.keys.get(name)
    if (!key) throw new Error(`no key ${name}`)
    return key
  }

  pinsOf(): readonly string[] {
    return Object.values(typedPins)
  }

  /** Leaves this key alone in the slots; null leaves none. */
  putInSlot(name: KeyName | null): void {
    for (const [each, key] of this.keys) if (each !== name) key.unplug()
    if (name) this.key(name).plugIn()
  }

  /** Puts somebody's passkey on key one, as it can be on a key without a PIN. */
  async makePasskey(): Promise<void> {
    const key = this.key('one')
    const authenticator = await Authenticator.open(openVirtualKey(key))
    await makeCredential(authenticator, {
      clientDataHash: new Uint8Array(32),
      rp: { id: 'bank.example' },
      user: { id: new TextEncoder().encode('sam'), name: 'sam' },
      algorithms: [-7],
      options: { rk: true },
    })
    await authenticator.close()
    for (const { credentialId } of key.summary.credentials) {
      this.strangers.add(Buffer.from(credentialId).toString('base64url'))
    }
  }

  get inSlot(): KeyName | null {
    return [...this.keys].find(([, { isPluggedIn }]) => isPluggedIn)?.[0] ?? null
  }

  /** How a station process reaches the key in the slot. */
  get slot(): StationTask['slot'] {
    const name = this.inSlot
    const port = name && this.#servers.get(name)?.port
    if (!name || !port) return null
    const { vendorId, productId, product, serialNumber } = this.key(name).profile
    const serial = serialNumber === null ? {} : { serialNumber: String(serialNumber) }
    return { vendorId, productId, product, ...serial, port }
  }

  /** A new opening of the registry, as after a restart. */
  async openRegistry(): Promise<Registry> {
    const secrets = createAccountFileSecrets(join(this.directory, 'account.key'))
    return await openRegistry(registryIn(this.directory), secrets, Date.now)
  }

  /** A whole station in this process; what it recovers at its start is done. */
  async openStation(templates: readonly Template[] = []): Promise<OpenStation> {
    const registry = await this.openRegistry()
    if (templates.length > 0) await registry.templates.seed(templates)
    const defects: string[] = []
    const { connection } = this
    const keys = simulatedKeySource(this.keys)
    const onDefect = (defect: string) => void defects.push(defect)
    const station = await composeOver({ registry, keys, connection, fetch, onDefect })
    await station.recovered
    return { station, registry, defects }
  }

  /** With every origin of the organization. */
  get connection() {
    const { connection, settings, url } = this.double
    const { customDomain } = settings
    if (!customDomain) return connection
    const apiUrl = url.replace('127.0.0.1', 'localhost')
    return { ...connection, otherOrigins: [{ origin: `https://${customDomain}`, apiUrl }] }
  }

  async close(): Promise<void> {
    for (const server of this.#servers.values()) await server.close()
    await this.double.close()
    const witness = dirname(witnessFileOf(registryIn(this.directory)))
    for (const folder of [this.directory, witness]) rmSync(folder, { recursive: true, force: true })
  }
}

export type KeyName = 'one' | 'two'
