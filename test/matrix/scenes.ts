import { readConnection } from '../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../src/main/provider/okta/provider.ts'
import { defaultTemplates } from '../../src/main/store/default-templates.ts'
import type { Order, RunEnd } from '../../src/shared/run.ts'
import type { GroupName, Template } from '../../src/shared/template.ts'
import { drive, typedPins, usualHands, type Hands } from './drive.ts'
import { World, type KeyName, type OpenStation } from './world.ts'

/** A procedure to be interrupted, and what it starts from. */
export interface Scene {
  readonly name: string
  /** What differs from the hand-over template. */
  readonly change?: (group: GroupName) => Partial<Template>
  /** Issued before, to whom the key then belongs: key one, which stays in the slot. */
  readonly issuedTo?: string
  /** What else was done with it. */
  readonly before?: (issuanceId: string) => Order
  /** The key in the slot during the run; one where absent. */
  readonly slot?: KeyName | null
  readonly customDomain?: string
  /** What key one is before anybody has it; a blank one with a serial number where absent. */
  readonly keyOne?: 'nameless' | 'with a passkey'
  readonly order: (issuanceId: string) => Order
  readonly hands?: Hands
  /** The code it is refused with, which must leave the key as it was; it is done where absent. */
  readonly refusal?: string
  /** What is done with the key after a crash, before anybody finishes what that left. */
  readonly again?: Order
}

const jane = 'jane.doe@example.com'
const john = 'john.doe@example.com'
/** Holds as many factors as Okta allows. */
const tenzin = 'tenzin.manykeys@example.com'
const templateId = 'hand-over'
const issueToJane = { procedure: 'issue-key', personId: jane, templateId } as const

const typedPin = {
  pin: { kind: 'typed' },
  activation: { when: 'at-once' },
  forcePinChange: 'never',
} as const
/** On a key without a serial number: silent about what is on it. */
const hidden = { ...typedPin, userVerification: 'required' } as const
const neverForced = { forcePinChange: 'never' } as const

/** The four procedures that write most, and what else leaves something half done. */
export const scenes: readonly Scene[] = [
  { name: 'issue, blank key', order: () => issueToJane, again: issueToJane },
  {
    name: "issue, another person's key",
    issuedTo: john,
    order: () => issueToJane,
    again: issueToJane,
  },
  {
    name: "issue, a stranger's passkey",
    keyOne: 'with a passkey',
    order: () => issueToJane,
    again: issueToJane,
  },
  {
    name: 'issue, a key that does not tell',
    keyOne: 'nameless',
    change: () => hidden,
    issuedTo: john,
    order: () => issueToJane,
  },
  {
    name: 'erase, a key that does not tell',
    keyOne: 'nameless',
    change: () => hidden,
    issuedTo: jane,
    order: () => ({ procedure: 'erase-key' }),
  },
  {
    name: "issue, refused, another person's key",
    issuedTo: john,
    order: () => ({ ...issueToJane, personId: tenzin }),
    refusal: 'too-many-factors',
  },
  {
    name: "issue, typed PIN, another person's key",
    change: () => typedPin,
    issuedTo: john,
    order: () => issueToJane,
  },
  {
    name: 'issue, typed PIN, settings',
    change: () => ({ ...typedPin, minimumPinLength: 6, alwaysUv: true, attestation: 'record' }),
    order: () => issueToJane,
  },
  {
    name: 'issue, two origins',
    customDomain: 'id.example.com',
    change: () => ({ origins: 'every' }),
    order: () => issueToJane,
  },
  {
    name: 'issue, held challenge',
    change: () => ({ activation: { when: 'hand-over', gate: 'challenge', lifetimeS: 86_400 } }),
    order: () => issueToJane,
  },
  {
    // Shorter than a touch may take: it is begun again right before it.
    name: 'issue, challenge begun again',
    change: () => ({ activation: { when: 'hand-over', gate: 'challenge', lifetimeS: 60 } }),
    order: () => issueToJane,
  },
  {
    name: 'activate, held challenge',
    issuedTo: jane,
    change: () => ({
      ...neverForced,
      activation: { when: 'hand-over', gate: 'challenge', lifetimeS: 86_400 },
    }),
    order: (issuanceId) => ({ procedure: 'activate', issuanceId }),
  },
  {
    name: 'activate, group',
    issuedTo: jane,
    change: (group) => ({
      activation: { when: 'hand-over', gate: 'group', group },
      attribute: { name: 'fido2KeyIssued', value: true },
    }),
    order: (issuanceId) => ({ procedure: 'activate', issuanceId }),
  },
  { name: 'set-pin', issuedTo: jane, order: () => ({ procedure: 'set-pin' }) },
  {
    name: 'set-pin, two origins',
    issuedTo: jane,
    customDomain: 'id.example.com',
    change: () => ({ origins: 'every' }),
    order: () => ({ procedure: 'set-pin' }),
  },
  {
    name: 'reset-pin, forgotten',
    issuedTo: jane,
    order: () => ({ procedure: 'reset-pin', pin: 'forgotten' }),
  },
  {
    name: 'reset-pin, forgotten, ten factors',
    issuedTo: tenzin,
    order: () => ({ procedure: 'reset-pin', pin: 'forgotten' }),
  },
  {
    name: 'replace',
    issuedTo: jane,
    slot: 'two',
    order: (issuanceId) => ({ procedure: 'replace-key', issuanceId }),
  },
  {
    name: 'replace, ten factors',
    issuedTo: tenzin,
    slot: 'two',
    order: (issuanceId) => ({ procedure: 'replace-key', issuanceId }),
  },
  {
    name: 'revoke, key here',
    issuedTo: jane,
    order: (issuanceId) => ({ procedure: 'revoke', issuanceId }),
  },
  {
    name: 'revoke, key elsewhere',
    issuedTo: jane,
    slot: null,
    order: (issuanceId) => ({ procedure: 'revoke', issuanceId }),
  },
]

/** What is only pulled, for the hands at the key are what it depends on. */
export const pulledScenes: readonly Scene[] = [
  ...scenes.filter(({ name }) =>
    /^(issue, (blank|another|typed|a )|erase|set-pin|reset-pin)/.test(name),
  ),
  {
    name: 'reset-pin, known',
    issuedTo: jane,
    change: () => typedPin,
    order: () => ({ procedure: 'reset-pin', pin: 'known' }),
    hands: { current: typedPins.first, chosen: typedPins.own },
  },
  {
    name: 'reactivate, deleted factor',
    issuedTo: jane,
    change: () => ({ ...typedPin, inactive: { means: 'delete-factor' } }),
    before: (issuanceId) => ({ procedure: 'inactivate', issuanceId }),
    order: (issuanceId) => ({ procedure: 'reactivate', issuanceId }),
  },
  {
    name: 'whose-key',
    issuedTo: jane,
    change: () => typedPin,
    order: () => ({ procedure: 'whose-key', readCredentials: true }),
  },
  { name: 'erase-key', issuedTo: jane, order: () => ({ procedure: 'erase-key' }) },
]

/** A world as it is before the run, and what is ordered there. */
export interface PreparedWorld {
  readonly world: World
  readonly order: Order
  readonly hands: Hands
}

/** Opens a world and does in it what comes before the run. */
export async function prepare(scene: Scene): Promise<PreparedWorld> {
  const world = await World.open(scene.customDomain, scene.keyOne === 'nameless')
  try {
    if (scene.keyOne === 'with a passkey') await world.makePasskey()
    const open = await world.openStation(await templatesOf(scene, world))
    const issuanceId = await issueBefore(scene, open, world)
    await open.station.close()
    if (open.defects.length > 0) throw new Error(open.defects.join('\n'))
    world.putInSlot(scene.slot === undefined ? 'one' : scene.slot)
    return { world, order: scene.order(issuanceId), hands: scene.hands ?? usualHands }
  } catch (error) {
    await world.close()
    throw error
  }
}

async function templatesOf({ change }: Scene, world: World): Promise<readonly Template[]> {
  if (!change) return defaultTemplates
  const provider = providerOf(world)
  const name = 'Security key holders'
  const [group] = await provider.searchGroups(name)
  const changed = change({ id: group?.id ?? '', name })
  return defaultTemplates.map((one) => (one.id === templateId ? { ...one, ...changed } : one))
}

async function issueBefore(scene: Scene, { station }: OpenStation, world: World): Promise<string> {
  if (scene.issuedTo === undefined) return ''
  if (scene.issuedTo === tenzin) await makeRoom(world)
  const issue = { procedure: 'issue-key', personId: scene.issuedTo, templateId } as const
  demandDone(await drive(station, issue))
  const issuanceId = station.snapshot().recent[0]?.id ?? ''
  if (scene.before) demandDone(await drive(station, scene.before(issuanceId)))
  return issuanceId
}

/** For the tenth of those whom Okta allows ten. */
async function makeRoom(world: World): Promise<void> {
  const [first] = world.double.records().factors.filter(({ login }) => login === tenzin)
  if (first) await providerOf(world).deleteFactor(first.userId, first.id)
}

function providerOf(world: World) {
  return createOktaProvider(readConnection(world.connection), { fetch, now: Date.now })
}

function demandDone(end: RunEnd): void {
  if (end.kind !== 'done') throw new Error(`not prepared: ${JSON.stringify(end)}`)
}
