import { join } from 'node:path'
import { Kysely } from 'kysely'
import { udpKeys, type KeySource } from '../../src/ctap2/index.ts'
import { createAccountFileSecrets } from '../../src/main/secrets/key-file.ts'
import { createClaimant } from '../../src/main/store/claimant.ts'
import { RegistryDialect } from '../../src/main/store/file/registry-dialect.ts'
import { openSqlite } from '../../src/main/store/file/sqlite.ts'
import { fileWitness, witnessFileOf } from '../../src/main/store/journal/witness.ts'
import { registryOver, type Registry } from '../../src/main/store/registry.ts'
import type { Schema } from '../../src/main/store/schema.ts'
import { composeOver } from './compose-over.ts'
import { drive } from './drive.ts'
import { Points, tell, watchedDatabase, watchedFetch, watchedKeys } from './points.ts'
import type { StationTask } from './station-task.ts'

// A station in a process of its own that runs one procedure, and dies at one point of it.

const task = JSON.parse(process.argv.at(-1) ?? '') as StationTask
const points = new Points(task.dieAt)

void run()

async function run(): Promise<void> {
  const station = await composeOver({
    registry: await openWatched(task.directory),
    keys: watchedKeys(points, slotWith(task)),
    connection: task.connection,
    fetch: watchedFetch(points),
  })
  const end = await drive(station, task.order, task.hands)
  tell({ end })
  process.exit(0)
}

async function openWatched(directory: string): Promise<Registry> {
  const file = join(directory, 'registry.sqlite')
  const sqlite = await openSqlite(file)
  await sqlite.startLog()
  const database = watchedDatabase(points, sqlite)
  const db = new Kysely<Schema>({ dialect: new RegistryDialect({ database }) })
  const secrets = createAccountFileSecrets(join(directory, 'account.key'))
  const copyTo = () => Promise.reject(new Error('nobody copies here'))
  const leaveCheckpoint = () => Promise.resolve()
  const witness = fileWitness(witnessFileOf(file), secrets)
  const keepers = { secrets, journal: { secrets, witness } }
  return { ...registryOver(db, keepers, Date.now, createClaimant()), copyTo, leaveCheckpoint }
}

/** One key, reached over UDP and listed as it is on USB; or an empty slot. */
function slotWith({ slot }: StationTask): KeySource {
  if (!slot) return { list: () => Promise.resolve([]), open: () => Promise.reject(new Error()) }
  const { port, ...device } = slot
  const keys = udpKeys(port)
  return {
    list: async () => (await keys.list()).map(({ path }) => ({ ...device, path })),
    open: (path) => keys.open(path),
  }
}
