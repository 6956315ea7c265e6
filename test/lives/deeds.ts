import * as fc from 'fast-check'
import type { Order } from '../../src/shared/run.ts'
import type { Mishap } from './fate.ts'

/** The keys of a life; `nameless` has no serial number. */
export const keyNames = ['one', 'two', 'nameless'] as const
/** Who gets keys; Okta has room for one more of Tenzin's. */
export const people = ['jane', 'john', 'tenzin'] as const
/** See templates.ts. */
export const templateIds = ['walk-in', 'hand-over', 'hidden', 'challenge', 'group'] as const

export type KeyName = (typeof keyNames)[number]
export type PersonName = (typeof people)[number]
export type TemplateId = (typeof templateIds)[number]

/** What is done; a row is told by its place among those it could be done with, the newest being 0. */
export type Deed =
  | { readonly do: 'issue-key'; readonly person: PersonName; readonly template: TemplateId }
  | { readonly do: 'replace-key'; readonly row: number; readonly template?: TemplateId }
  | { readonly do: 'activate' | 'inactivate' | 'reactivate' | 'revoke'; readonly row: number }
  | { readonly do: 'set-pin' | 'forgotten-pin' | 'known-pin' | 'whose-key' | 'erase-key' }
  | { readonly do: 'finish-unfinished'; readonly row: number; readonly withoutKey: boolean }
  /** The PIN is shown to its holder, and the row told so or not. */
  | { readonly do: 'hand-over'; readonly row: number; readonly isTold: boolean }
  | { readonly do: 'restart' }
  /** An administrator, past the station. */
  | { readonly do: 'delete-factor'; readonly row: number }
  | { readonly do: 'suspend' | 'unsuspend'; readonly person: PersonName }

/** What goes wrong at the desk; the rest is a Mishap. */
export type Trouble =
  | Mishap
  /** The plug is pulled at a command, the first being 1. */
  | { readonly kind: 'pulled'; readonly at: number; readonly when: 'before' | 'done' }
  /** The run is cancelled at a question, the first being 1. */
  | { readonly kind: 'cancelled'; readonly at: number }

/** One step of a life, as data: a sequence of them can be kept and lived again. */
export type Step = Deed & {
  /** The key in the slot; null for an empty one. */
  readonly slot: KeyName | null
  readonly trouble?: Trouble
  /** Points of the recoveries after it at which the station dies again, one after the other. */
  readonly again?: readonly number[]
}

/** What a deed orders of the station; null for those that are no run. */
export function orderOf(deed: Deed, issuanceId: string): Order | null {
  switch (deed.do) {
    case 'issue-key':
      return { procedure: deed.do, personId: loginOf(deed.person), templateId: deed.template }
    case 'replace-key': {
      const template = deed.template === undefined ? {} : { templateId: deed.template }
      return { procedure: deed.do, issuanceId, ...template }
    }
    case 'activate':
    case 'inactivate':
    case 'reactivate':
    case 'revoke':
      return { procedure: deed.do, issuanceId }
    case 'forgotten-pin':
      return { procedure: 'reset-pin', pin: 'forgotten' }
    case 'known-pin':
      return { procedure: 'reset-pin', pin: 'known' }
    case 'set-pin':
    case 'erase-key':
      return { procedure: deed.do }
    case 'whose-key':
      return { procedure: deed.do, readCredentials: true }
    case 'finish-unfinished':
      return { procedure: deed.do, issuanceId, withoutKey: deed.withoutKey }
    case 'hand-over':
    case 'restart':
    case 'delete-factor':
    case 'suspend':
    case 'unsuspend':
      return null
  }
}

const logins: { readonly [P in PersonName]: string } = {
  jane: 'jane.doe@example.com',
  john: 'john.doe@example.com',
  tenzin: 'tenzin.manykeys@example.com',
}

export const loginOf = (person: PersonName): string => logins[person]

const row = fc.nat(3)
const person = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('jane', 'john') },
  { weight: 1, arbitrary: fc.constant('tenzin') },
) satisfies fc.Arbitrary<PersonName>
const template = fc.constantFrom(...templateIds)
const slot = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...keyNames) },
  { weight: 1, arbitrary: fc.constant(null) },
)
const point = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 90 }))
const nth = fc.integer({ min: 1, max: 12 })
const side = fc.constantFrom('before', 'after')

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('crash'), at: point }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('okta-lost'),
      at: nth,
      side,
      calls: fc.constantFrom(1, 4, 100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('disk-full'),
      at: fc.integer({ min: 1, max: 30 }),
      commits: fc.constantFrom(1, 2, 100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pulled'),
      at: fc.integer({ min: 1, max: 30 }),
      when: fc.constantFrom('before', 'done'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cancelled'), at: fc.integer({ min: 1, max: 3 }) }),
  },
)

const again = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 2,
    arbitrary: fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 3 }),
  },
)

const asked = fc.constantFrom('activate', 'inactivate', 'reactivate', 'revoke')
const withKey = fc.constantFrom('set-pin', 'forgotten-pin', 'known-pin', 'whose-key', 'erase-key')

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('issue-key'), person, template }) },
  { weight: 8, arbitrary: fc.record({ do: asked, row }) },
  { weight: 5, arbitrary: fc.record({ do: withKey }) },
  {
    weight: 2,
    arbitrary: fc.record(
      { do: fc.constant('replace-key'), row, template },
      { requiredKeys: ['do', 'row'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('hand-over'), row, isTold: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('finish-unfinished'),
      row,
      withoutKey: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete-factor'), row }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('suspend', 'unsuspend'), person }),
  },
)

/** One step of any kind. Two of three go well. */
export const anyStep: fc.Arbitrary<Step> = fc
  .tuple(deed, slot, fc.oneof(fc.constant(null), trouble), again)
  .map(([what, where, wrong, more]) => ({
    ...what,
    slot: where,
    ...(wrong && { trouble: wrong }),
    ...(more.length > 0 && (what.do === 'restart' || wrong?.kind === 'crash') && { again: more }),
  }))
