import type { Selectable } from 'kysely'
import { gateGroupOf } from '../../../shared/gates.ts'
import type {
  Act,
  Issuance,
  IssuanceState,
  OnKey,
  Person,
  Procedure,
  SecurityKey,
} from '../../../shared/records.ts'
import type { KeyRemark } from '../../../shared/remarks.ts'
import type { GroupName, InactiveMeans, Template } from '../../../shared/template.ts'
import { fold, foldOrNull } from '../rows/fold.ts'
import { readRow } from '../rows/read-row.ts'
import type { IssuanceTable } from '../schema.ts'
import { issuanceSchema } from './issuance-schema.ts'

/** What becomes known of an issuance as its procedure goes on. `undefined` leaves a column as it is. */
export interface IssuanceChanges {
  readonly state?: IssuanceState
  readonly act?: Act | null
  readonly onKey?: OnKey
  readonly inactiveBy?: InactiveMeans | null
  readonly formerId?: string | null
  readonly rpId?: string | null
  readonly factorId?: string | null
  /** base64url */
  readonly credentialId?: string | null
  /** COSE_Key, base64url */
  readonly publicKey?: string | null
  readonly key?: SecurityKey
  /** Maker and serial number; null for a key without one. */
  readonly keyIdentity?: string | null
  /** UTF-8; sealed before it is written. `null` purges it. */
  readonly pin?: Uint8Array | null
  /** The attestation for a later hand-over; sealed before it is written. `null` purges it. */
  readonly held?: Uint8Array | null
  /** What spoke against the key in what it showed. */
  readonly remarks?: readonly KeyRemark[]
  /** The attestation for the record; sealed before it is written. */
  readonly attestation?: Uint8Array
}

/** What an issuance starts as: planned, for a person, by a template. */
export interface IssuanceDraft {
  readonly id: string
  readonly procedure: Procedure
  readonly person: Person
  readonly provider: string
  readonly template: Template
  /** The id of the first of several made in one go; its own where absent. */
  readonly bundleId?: string
  /** The issuance it takes the place of. */
  readonly formerId?: string | null
  /** The key it is meant for, with what tells it from others; null for a key without that. */
  readonly on?: { readonly key: SecurityKey; readonly keyIdentity: string | null }
}

/** The row of a new issuance. */
export function rowOf(draft: IssuanceDraft, now: number) {
  const { id, person, template } = draft
  const name = `${person.firstName} ${person.lastName}`.trim()
  return {
    id,
    procedure: draft.procedure,
    state: 'planned' as const,
    provider: draft.provider,
    person_id: person.id,
    login: person.login,
    login_folded: fold(person.login),
    person_name: name,
    name_folded: fold(name),
    last_name_folded: fold(person.lastName),
    template: JSON.stringify(template),
    group_ids: groupIdsOf(template),
    bundle_id: draft.bundleId ?? id,
    former_id: draft.formerId ?? null,
    on_key: 'nothing' as const,
    created_at: now,
    updated_at: now,
    ...(draft.on && columnsOf(draft.on)),
  }
}

/** The columns that hold these changes; what is sealed is not among them. */
export function columnsOf({ key, ...changes }: IssuanceChanges): Partial<IssuanceTable> {
  const { inactiveBy, credentialId, remarks } = changes
  return withoutUndefined({
    state: changes.state,
    act: changes.act,
    on_key: changes.onKey,
    inactive_by: inactiveBy && JSON.stringify(inactiveBy),
    remarks: remarks && JSON.stringify(remarks),
    former_id: changes.formerId,
    rp_id: changes.rpId,
    factor_id: changes.factorId,
    credential_id: credentialId,
    credential_folded: foldOrNull(credentialId),
    public_key: changes.publicKey,
    key_identity: changes.keyIdentity,
    aaguid: key?.aaguid,
    key_serial: key?.serial,
    serial_folded: foldOrNull(key?.serial),
    key_product: key?.product,
    product_folded: foldOrNull(key?.product),
  })
}

/** The record as the station and the window know it. Throws ProcedureError `row-unreadable`. */
export function issuanceOf(stored: Selectable<IssuanceTable>): Issuance {
  const row = readRow('issuances', stored.id, issuanceSchema, stored)
  return {
    id: row.id,
    procedure: row.procedure,
    state: row.state,
    act: row.act,
    bundleId: row.bundle_id,
    formerId: row.former_id,
    personId: row.person_id,
    login: row.login,
    personName: row.person_name,
    provider: row.provider,
    template: row.template,
    rpId: row.rp_id,
    factorId: row.factor_id,
    credentialId: row.credential_id,
    aaguid: row.aaguid,
    keySerial: row.key_serial,
    keyProduct: row.key_product,
    onKey: row.on_key,
    hasSealedPin: row.sealed_pin !== null,
    isHeld: row.sealed_held !== null,
    inactiveBy: row.inactive_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** The groups that keep this issuance from being used: what happens to them at the provider is news. */
function groupIdsOf(template: Template): string | null {
  const { inactive } = template
  const gate = gateGroupOf(template)
  const groups: GroupName[] = gate ? [gate] : []
  if (inactive.means === 'leave-group') groups.push(inactive.group)
  const ids = new Set(groups.map(({ id }) => id))
  return ids.size === 0 ? null : JSON.stringify([...ids])
}

function withoutUndefined<T extends object>(
  columns: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(columns).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
