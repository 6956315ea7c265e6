import { createHash } from 'node:crypto'
import type { Issuance } from '../../src/shared/records.ts'
import type { Registry } from '../../src/main/store/registry.ts'
import type { OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import type { FactorRecord } from '../../src/simulator/okta/records.ts'
import type { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'

/** What outlives a station, and what nobody tells it. */
export interface Outside {
  readonly double: Pick<OktaDouble, 'records'>
  /** By the names of this test; one without a serial number at most. */
  readonly keys: ReadonlyMap<string, VirtualKey>
  /** Factors of people who had keys from the start, of which no registry knows. */
  readonly seeded: ReadonlySet<string>
  /** Credentials of which no registry knows, base64url. */
  readonly strangers: ReadonlySet<string>
  /** The PINs people know to be a key's. */
  pinsOf(key: string): readonly string[]
}

/** A key as it really is. */
export interface KeyEvidence {
  readonly name: string
  /** Null for one that tells none, of which there is one at most. */
  readonly serial: string | null
  readonly isPluggedIn: boolean
  /** LEFT(SHA-256(PIN), 16), hexadecimal; null without a PIN. */
  readonly pinHash: string | null
  /** The PINs people know to be this key's, hashed as it does. */
  readonly knownPins: readonly string[]
  /** Those that a registry should know of, base64url. */
  readonly credentialIds: readonly string[]
}

/** What everybody says: the registry, Okta, the keys and the journal. */
export interface Evidence {
  readonly rows: readonly Issuance[]
  /** The sealed PINs by the id of their row, hashed as a key does it. */
  readonly sealed: ReadonlyMap<string, string>
  readonly factors: readonly FactorRecord[]
  readonly keys: readonly KeyEvidence[]
  readonly isJournalIntact: boolean
  readonly areRowsFree: boolean
}

/** Gathers it; changes nothing. */
export async function gather(outside: Outside, registry: Registry): Promise<Evidence> {
  const rows = await registry.issuances.listRecent(100)
  const sealed = new Map<string, string>()
  for (const { id } of rows) {
    const pin = await registry.issuances.openPin(id)
    if (pin) sealed.set(id, hashOf(pin))
  }
  const verdict = await registry.journal.verify()
  return {
    rows,
    sealed,
    factors: outside.double.records().factors.filter(({ id }) => !outside.seeded.has(id)),
    keys: [...outside.keys].map(([name, key]) => evidenceOf(name, key, outside)),
    isJournalIntact: verdict.intact,
    areRowsFree: await areFree(registry, rows),
  }
}

function evidenceOf(
  name: string,
  { memory, profile, isPluggedIn, summary }: VirtualKey,
  outside: Outside,
): KeyEvidence {
  const ids = summary.credentials.map(({ credentialId }) =>
    Buffer.from(credentialId).toString('base64url'),
  )
  return {
    name,
    serial: profile.serialNumber === null ? null : String(profile.serialNumber),
    isPluggedIn,
    pinHash: memory.pin ? Buffer.from(memory.pin.hash).toString('hex') : null,
    knownPins: outside.pinsOf(name).map((pin) => hashOf(new TextEncoder().encode(pin))),
    credentialIds: ids.filter((id) => !outside.strangers.has(id)),
  }
}

/** Nobody who is gone keeps a row from those who come after. */
async function areFree({ claims }: Registry, rows: readonly Issuance[]): Promise<boolean> {
  try {
    for (const { id } of rows) {
      await claims.claim(id)
      await claims.release(id)
    }
    return true
  } catch {
    return false
  }
}

function hashOf(pin: Uint8Array): string {
  return createHash('sha256').update(pin).digest('hex').slice(0, 32)
}

/** Every way in which what is said is not so, as short lines. */
export function liesIn(evidence: Evidence): readonly string[] {
  return [
    ...evidence.rows.flatMap((row) => truthOf(row, evidence)),
    ...evidence.factors.flatMap((factor) => aboutFactor(factor, evidence)),
    ...evidence.keys.flatMap((key) => aboutKey(key, evidence)),
    ...doubles(evidence),
    ...(evidence.isJournalIntact ? [] : ['the journal does not verify']),
    ...(evidence.areRowsFree ? [] : ['a row is still claimed']),
  ]
}

/** Where the row says something that is not so. */
export function truthOf(
  row: Issuance,
  { rows, factors, keys, sealed }: Evidence,
): readonly string[] {
  const name = `${row.procedure} ${row.state}`
  const key = keys.find(({ serial }) => serial === row.keySerial)
  const factor = factors.find(({ id }) => id === row.factorId)
  const isOnKey = row.credentialId !== null && key?.credentialIds.includes(row.credentialId)
  const pin = sealed.get(row.id)
  const lies: [boolean, string][] = [
    [row.state === 'planned', 'is planned'],
    [
      isUnfinished(row) && !needsAbsentKey(row, key) && !needsPerson(row),
      `is unfinished: ${row.act}`,
    ],
    [
      isLive(row) && factor?.status !== statusOf(row),
      `has a factor that is ${factor?.status ?? 'absent'}`,
    ],
    [
      factor?.status === 'ACTIVE' && factor.credentialId !== row.credentialId,
      'has the factor of another credential',
    ],
    [isLive(row) && row.onKey !== 'credential', `is live and ${row.onKey} on its key`],
    [isOver(row) && factors.some((one) => isOf(one, row)), 'is over and has a factor'],
    [
      row.onKey === 'credential' &&
        row.act !== 'erasing' &&
        row.credentialId !== null &&
        !isOnKey &&
        !isOfSomeKey(row),
      'has no credential on its key',
    ],
    [(row.onKey === 'nothing' || row.onKey === 'wiped') && isOnKey === true, 'is on its key'],
    [
      row.onKey === 'unknown' && row.act === null && key?.isPluggedIn === true && !isMadeAnew(row),
      'could know what is on its key',
    ],
    [
      pin !== undefined && row.act === null && key?.pinHash !== pin && !isOfSomeKey(row),
      'has a sealed PIN of no key',
    ],
    [waitsForNoPin(row, rows), 'waits for the hand-over of a PIN that is sealed nowhere'],
  ]
  return lies.flatMap(([isLie, words]) => (isLie ? [`${name}: ${words}`] : []))
}

/** Whether something is still to be found out. */
export function isUnfinished({ state, act }: Issuance): boolean {
  return act !== null || state === 'unfinished'
}

/** Only the key tells the rest, and it is not here. */
function needsAbsentKey(row: Issuance, key: KeyEvidence | undefined): boolean {
  return isOfKey(row) && key?.isPluggedIn !== true
}

/** Whether the rest is told by a key. */
function isOfKey({ act }: Issuance): boolean {
  return act !== null && ['erasing', 'setting-pin', 'changing-pin', 'creating'].includes(act)
}

/**
 * Whether its key holds the credential shows by a PIN that the holder typed and no station knows; and
 * which key it is, where that has no serial number, a person says.
 */
export function needsPerson(row: Issuance): boolean {
  if (row.keySerial === null) return isOfKey(row)
  const { pin, userVerification } = row.template
  if (pin.kind !== 'typed') return false
  // A key is silent about what is behind credProtect 3, so that it may have been erased and issued again.
  return row.act === 'creating' || (row.act === 'erasing' && userVerification === 'required')
}

/** Inactive, its credential half made anew over the one before: which one is there shows by its PIN. */
function isMadeAnew({ state, credentialId }: Issuance): boolean {
  return state === 'inactive' && credentialId === null
}

/** One key has one PIN, sealed in one row of those that were made in one go. */
function waitsForNoPin({ state, act, bundleId, template }: Issuance, rows: readonly Issuance[]) {
  const { activation } = template
  const isGate = activation.when === 'hand-over' && activation.gate === 'pin'
  const isSealed = rows.some((row) => row.bundleId === bundleId && row.hasSealedPin)
  return state === 'issued' && act === null && isGate && !isSealed
}

/** It is over, and which key it was, or what became of that, nobody knows: some other may be as it says. */
function isOfSomeKey(row: Issuance): boolean {
  return isOver(row) && (row.onKey === 'unknown' || row.keySerial === null)
}

/** Its credential is registered, or is to be. */
function isLive({ state, act, inactiveBy }: Issuance): boolean {
  if (act !== null) return false
  if (state === 'inactive') return inactiveBy?.means !== 'delete-factor'
  return state === 'issued' || state === 'active'
}

function isOver({ state, act, inactiveBy }: Issuance): boolean {
  if (act !== null) return false
  if (state === 'inactive') return inactiveBy?.means === 'delete-factor'
  return state === 'revoked' || state === 'expired'
}

const statusOf = ({ isHeld }: Issuance): string => (isHeld ? 'PENDING_ACTIVATION' : 'ACTIVE')

function isOf(factor: FactorRecord, { factorId, credentialId }: Issuance): boolean {
  return factor.id === factorId || (credentialId !== null && factor.credentialId === credentialId)
}

/** A factor that nobody can use, or that nobody knows of. */
function aboutFactor(factor: FactorRecord, { rows, keys }: Evidence): readonly string[] {
  const owners = rows.filter((row) => row.factorId === factor.id && !isOver(row))
  const isSomewhere = keys.some(({ credentialIds }) =>
    credentialIds.includes(factor.credentialId ?? ''),
  )
  const lies: [boolean, string][] = [
    [owners.length === 0, 'is an orphan'],
    [owners.length > 1, 'belongs to several rows'],
    [
      factor.status === 'PENDING_ACTIVATION' && !owners.some(({ isHeld }) => isHeld),
      'waits for nobody',
    ],
    [
      factor.status === 'ACTIVE' && !isSomewhere && !owners.some(isUnfinished),
      'is of a credential that is on no key',
    ],
  ]
  return lies.flatMap(([isLie, words]) => (isLie ? [`factor ${factor.status} ${words}`] : []))
}

/** A PIN that nobody knows, or a credential that no row tells of. */
function aboutKey(key: KeyEvidence, { rows, sealed }: Evidence): readonly string[] {
  const ours = rows.filter(({ keySerial }) => keySerial === key.serial)
  const known = [...ours.map(({ id }) => sealed.get(id)), ...key.knownPins]
  const told = ours.filter(({ onKey }) => onKey === 'credential' || onKey === 'unknown')
  const named = new Set(told.map(({ credentialId }) => credentialId))
  const isTold = (id: string): boolean =>
    named.has(id) || told.some((row) => row.credentialId === null || row.act === 'creating')
  const lies: [boolean, string][] = [
    [key.pinHash !== null && !known.includes(key.pinHash), 'has a PIN nobody knows'],
    [!key.credentialIds.every(isTold), 'holds a credential nobody tells of'],
  ]
  return lies.flatMap(([isLie, words]) => (isLie ? [`key ${key.name} ${words}`] : []))
}

/** Nobody has two factors for one key at one site. */
function doubles({ factors, keys }: Evidence): readonly string[] {
  const places = factors.flatMap(({ status, credentialId, login, rpId }) => {
    const key = keys.find(({ credentialIds }) => credentialIds.includes(credentialId ?? ''))
    return status === 'ACTIVE' && key ? [`${login} at ${rpId} with key ${key.name}`] : []
  })
  const twice = places.filter((place, at) => places.indexOf(place) !== at)
  return twice.map((place) => `two factors of ${place}`)
}
