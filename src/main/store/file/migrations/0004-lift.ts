import type { Kysely } from 'kysely'
import { fold, foldOrNull } from '../../rows/fold.ts'

// What rows of earlier versions become. The shapes are those of this migration, for good: later ones
// change them further, so nothing here refers to today's types.

/** The columns this migration reads and writes. */
type Tables = {
  issuances: {
    id: string
    state: string
    act: string | null
    login: string
    person_name: string
    key_serial: string | null
    key_product: string | null
    credential_id: string | null
    template: string
    bundle_id: string
    on_key: string
    login_folded: string
    name_folded: string
    last_name_folded: string
    serial_folded: string | null
    credential_folded: string | null
    product_folded: string | null
  }
  audit: {
    seq: number
    body: string
    procedure: string
    request_id: string | null
    login_folded: string | null
    serial_folded: string | null
  }
  counts: { name: string; rows: number }
}

interface OldTemplate {
  readonly id: string
  readonly pin: { readonly kind: 'random-digits' | 'typed' }
}

interface OldFact {
  readonly procedure: string
  readonly requestId: string | null
  readonly login: string | null
  readonly keySerial: string | null
}

const batch = 1000

/** Every issuance gets what was not kept before, as far as it can be told from the rest. */
export async function liftIssuances(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped.withTables<Tables>()
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('issuances')
      .select(['id', 'state', 'act', 'login', 'person_name', 'key_serial', 'key_product'])
      .select(['credential_id', 'template'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute()
    for (const row of rows) {
      await db.updateTable('issuances').set(liftedRow(row)).where('id', '=', row.id).execute()
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}

type OldRow = Pick<
  Tables['issuances'],
  | 'id'
  | 'state'
  | 'act'
  | 'login'
  | 'person_name'
  | 'key_serial'
  | 'key_product'
  | 'credential_id'
  | 'template'
>

function liftedRow(row: OldRow): Omit<Partial<Tables['issuances']>, 'id'> {
  return {
    // What an older station called activating is giving the provider the credential.
    act: row.act === 'activating' ? 'registering' : row.act,
    template: JSON.stringify(liftedTemplate(JSON.parse(row.template) as OldTemplate)),
    bundle_id: row.id,
    on_key: onKeyOf(row),
    login_folded: fold(row.login),
    name_folded: fold(row.person_name),
    last_name_folded: fold(row.person_name.split(' ').at(-1) ?? ''),
    serial_folded: foldOrNull(row.key_serial) ?? null,
    credential_folded: foldOrNull(row.credential_id) ?? null,
    product_folded: foldOrNull(row.key_product) ?? null,
  }
}

/** A revoked key may have been wiped or not: an older station did not say. */
function onKeyOf({ state, act, credential_id: credentialId }: OldRow): string {
  if (state === 'revoked') return 'unknown'
  if (credentialId !== null) return 'credential'
  return act === null && state !== 'unfinished' ? 'nothing' : 'unknown'
}

/** What the older template did, in today's words. */
function liftedTemplate(template: OldTemplate): object {
  const isTyped = template.pin.kind === 'typed'
  return {
    ...template,
    version: 1,
    activation: isTyped ? { when: 'at-once' } : { when: 'hand-over', gate: 'pin' },
    minimumPinLength: null,
    forcePinChange: 'never',
    alwaysUv: false,
    enterpriseAttestation: false,
    userVerification: 'provider',
    models: [],
    attestation: 'verify',
    origins: 'usual',
    missingPerson: 'refuse',
    groups: [],
    attribute: null,
    inactive: { means: 'suspend-person' },
    papers: { letter: false, label: false },
  }
}

/** The new columns repeat what the bodies say; a body that cannot be read is left to `verify`. */
export async function liftJournal(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped.withTables<Tables>()
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'body'])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(batch)
      .execute()
    for (const { seq, body } of rows) {
      const fact = factOf(body)
      if (fact)
        await db.updateTable('audit').set(repeatColumns(fact)).where('seq', '=', seq).execute()
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.seq
  }
}

function repeatColumns(fact: OldFact): Omit<Tables['audit'], 'seq' | 'body'> {
  return {
    procedure: fact.procedure,
    request_id: fact.requestId,
    login_folded: foldOrNull(fact.login) ?? null,
    serial_folded: foldOrNull(fact.keySerial) ?? null,
  }
}

function factOf(body: string): OldFact | null {
  try {
    return JSON.parse(body) as OldFact
  } catch {
    return null
  }
}

/** How many issuances there are in each state. */
export async function countRows(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped.withTables<Tables>()
  const rows = await db
    .selectFrom('issuances')
    .select(({ fn }) => ['state', fn.countAll<number>().as('rows')])
    .groupBy('state')
    .execute()
  for (const { state, rows: count } of rows) {
    await db
      .insertInto('counts')
      .values({ name: `issuances.${state}`, rows: count })
      .execute()
  }
}
