import { newId, type RandomBytes } from '../ids.ts'
import type { StoredFactor } from '../factors/stored-factor.ts'
import type { OktaGroup, OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import { SEED_GROUPS, type SeedPerson } from './people.ts'

const DAY_MS = 24 * 3_600_000

/** The groups to start with, empty. */
export function seedGroups(random: RandomBytes, now: number): readonly OktaGroup[] {
  return SEED_GROUPS.map(({ name, type, description, isManagedByRule = false }) => ({
    id: newId('00g', random),
    type,
    isManagedByRule,
    profile: { name, description },
    members: new Set<string>(),
    created: now - 400 * DAY_MS,
    lastUpdated: now - 400 * DAY_MS,
    lastMembershipUpdated: now - 30 * DAY_MS,
  }))
}

/** Puts people into the organization, with their groups and the keys they already hold. */
export function seedPeople(state: OktaState, people: readonly SeedPerson[]): void {
  for (const person of people) {
    const user = userOf(state, person)
    state.users.set(user.id, user)
    state.searchIndex.note(user.id, user)
    joinGroups(state, user, ['Everyone', ...person.groups])
    for (let key = 0; key < (person.keys ?? 0); key += 1) addKey(state, user)
  }
  state.searchIndex.catchUp()
}

function userOf(state: OktaState, person: SeedPerson): OktaUser {
  const { firstName, lastName, login, department, countryCode } = person
  const status = person.status ?? 'ACTIVE'
  const created = state.now() - 200 * DAY_MS
  const wasActivated = status !== 'STAGED' && status !== 'PROVISIONED'
  return {
    id: newId('00u', state.random),
    status,
    transitioning: null,
    profile: { firstName, lastName, login, email: login, department, countryCode },
    hasPassword: wasActivated,
    created,
    activated: wasActivated ? created : null,
    statusChanged: created,
    lastLogin: wasActivated ? created + 190 * DAY_MS : null,
    lastUpdated: created,
    passwordChanged: wasActivated ? created : null,
    isAdmin: person.isAdmin ?? false,
  }
}

function joinGroups(state: OktaState, user: OktaUser, names: readonly string[]): void {
  for (const group of state.groups.values()) {
    if (names.includes(group.profile.name)) group.members.add(user.id)
  }
}

// A key from before: its public key is of no use here, for nobody holds the key.
function addKey(state: OktaState, user: OktaUser): void {
  const host = new URL(state.settings.origin).host
  const created = user.created + 10 * DAY_MS
  const factor: StoredFactor = {
    id: newId('fwf', state.random),
    userId: user.id,
    status: 'ACTIVE',
    host,
    rpId: host,
    created,
    lastUpdated: created,
    challenge: null,
    origin: state.settings.origin,
    authenticatorName: 'YubiKey 5 Series with NFC',
    credential: {
      id: Buffer.from(state.random(48)).toString('base64url'),
      publicKey: new Uint8Array(),
      aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
      format: 'packed',
      userVerified: true,
      backupEligible: false,
      signCount: 4,
    },
  }
  state.factors.set(factor.id, factor)
}
