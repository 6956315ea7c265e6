import { randomBytes } from 'node:crypto'
import { createAppKey } from './app-key.ts'
import { connectionFor, type Connection, type ConnectionKind } from './connection.ts'
import { openConsole, type OktaConsole } from './console.ts'
import { createState } from './create-state.ts'
import { Faults, type Fault } from './http/faults.ts'
import { close, listen } from './http/listen.ts'
import type { RequestRecord } from './http/request-log.ts'
import { createOktaServer } from './http/server.ts'
import { newId, type RandomBytes } from './ids.ts'
import { recordsOf, type OktaRecords } from './records.ts'
import { SEED_PEOPLE, type SeedPerson } from './seed/people.ts'
import type { OktaSettings } from './settings.ts'

/** How to start a double. Every option has a default. */
export interface OktaDoubleOptions {
  /** 0, the default: any free port. */
  readonly port?: number
  readonly now?: () => number
  readonly random?: RandomBytes
  /** The https origin people sign in at. */
  readonly origin?: string
  /** Host of a verified custom domain; asked for as `localhost` or by `x-double-host`. */
  readonly customDomain?: string
  /** Instead of the seeded people. */
  readonly people?: readonly SeedPerson[]
  /** Turns settings before the first request. */
  readonly configure?: (settings: OktaSettings) => void
  readonly faults?: readonly Fault[]
  /** Keep bodies in `records().requests`, for contract checks. */
  readonly recordBodies?: boolean
}

/** A running double of one Okta organization, listening on 127.0.0.1. */
export interface OktaDouble {
  /** `http://127.0.0.1:PORT`, no trailing slash. */
  readonly url: string
  /** The https origin people sign in at. */
  readonly origin: string
  /** Ready connection file of the service app. */
  readonly connection: Connection
  readonly connectionFor: (kind: ConnectionKind) => Connection
  readonly records: () => OktaRecords
  readonly faults: { readonly add: (fault: Fault) => void; readonly clear: () => void }
  /** What the console can do and the API cannot; it shows in the System Log. */
  readonly console: OktaConsole
  /** Mutable: what an administrator could turn in the console. */
  readonly settings: OktaSettings
  readonly close: () => Promise<void>
}

/** Starts a double of Okta on 127.0.0.1. Rejects with `EADDRINUSE` when the port is taken. */
export async function startOktaDouble(options: OktaDoubleOptions = {}): Promise<OktaDouble> {
  const faults = new Faults()
  for (const fault of options.faults ?? []) faults.add(fault)
  const random = options.random ?? randomBytes
  const { privateJwk, publicJwk } = createAppKey(newId('kid', random))
  const clock = options.now ?? Date.now
  const state = createState({
    random,
    appKey: publicJwk,
    now: () => clock() + faults.clockOffsetMs(),
    origin: options.origin ?? 'https://demo.okta.example',
    customDomain: options.customDomain ?? null,
    people: options.people ?? SEED_PEOPLE,
  })
  const { settings } = state
  options.configure?.(settings)
  const requests: RequestRecord[] = []
  const { recordBodies = false, port = 0 } = options
  const server = createOktaServer({ state, faults, requests, recordBodies })
  const url = `http://127.0.0.1:${String(await listen(server, port))}`
  return {
    url,
    origin: settings.origin,
    connection: connectionFor('service-app', url, settings, privateJwk),
    connectionFor: (kind) => connectionFor(kind, url, settings, privateJwk),
    records: () => recordsOf(state, requests),
    faults: { add: (fault) => faults.add(fault), clear: () => faults.clear() },
    console: openConsole(state),
    settings,
    close: () => close(server),
  }
}
