import { generateKeyPairSync } from 'node:crypto'
import type { JWK } from 'jose'
import { letters, newId, type RandomBytes } from './ids.ts'
import type { OAuthState } from './oauth/oauth-state.ts'
import { SearchIndex } from './people/search-index.ts'
import { seedGroups, seedPeople } from './seed/organization.ts'
import type { SeedPerson } from './seed/people.ts'
import { seedSettings } from './seed/settings.ts'
import type { OktaState } from './state.ts'
import type { Clock } from './time.ts'

/** What a new organization is made of. */
export interface StateOptions {
  readonly now: Clock
  readonly random: RandomBytes
  readonly origin: string
  readonly customDomain: string | null
  readonly people: readonly SeedPerson[]
  /** Public key of the service app. */
  readonly appKey: JWK
}

/** A new organization with its people, groups, apps, authenticators and policies. */
export function createState(options: StateOptions): OktaState {
  const { now, random } = options
  const groups = new Map(seedGroups(random, now()).map((group) => [group.id, group]))
  const groupId = (name: string): string =>
    [...groups.values()].find(({ profile }) => profile.name === name)?.id ?? ''
  const settings = seedSettings({
    origin: options.origin,
    customDomain: options.customDomain,
    appKey: options.appKey,
    apiToken: `00${letters(40, random)}`,
    everyoneId: groupId('Everyone'),
    contractorsId: groupId('Contractors'),
    now: now(),
  })
  const state: OktaState = {
    settings,
    now,
    random,
    groups,
    oauth: createOAuthState(random),
    users: new Map(),
    searchIndex: new SearchIndex(now, () => settings.searchLagMs),
    factors: new Map(),
    activationAttempts: new Map(),
    logs: [],
  }
  seedPeople(state, options.people)
  return state
}

function createOAuthState(random: RandomBytes): OAuthState {
  return {
    accessTokens: new Map(),
    codes: new Map(),
    refreshTokens: new Map(),
    nonces: [],
    seenAssertions: new Map(),
    seenProofs: new Map(),
    signingKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    signingKeyId: newId('kid', random),
  }
}
