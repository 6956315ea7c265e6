import { z } from 'zod'
import type { Act, IssuanceState, OnKey, Procedure } from '../../../shared/records.ts'
import { inactiveMeansSchema } from '../../../shared/template-schema.ts'
import { jsonOf, oneOf } from '../rows/read-row.ts'
import { storedTemplate } from '../stored-template.ts'
import { storedRemarks } from './stored-remarks.ts'

const text = z.string()
const orNothing = text.nullable()
const time = z.number().int()

/** What an issuance became by what it was done in. */
const procedure = oneOf<Procedure>({
  'issue-key': true,
  'set-pin': true,
  activate: true,
  inactivate: true,
  reactivate: true,
  revoke: true,
  'reset-pin': true,
  'replace-key': true,
  'whose-key': true,
  'erase-key': true,
  'finish-unfinished': true,
})

const state = oneOf<IssuanceState>({
  planned: true,
  issued: true,
  active: true,
  inactive: true,
  revoked: true,
  expired: true,
  unfinished: true,
})

const act = oneOf<Act>({
  erasing: true,
  'setting-pin': true,
  'changing-pin': true,
  configuring: true,
  enrolling: true,
  creating: true,
  registering: true,
  'handing-over': true,
  activating: true,
  inactivating: true,
  reactivating: true,
  deleting: true,
})

const onKey = oneOf<OnKey>({ nothing: true, credential: true, wiped: true, unknown: true })

/** JSON of an InactiveMeans. */
export const storedMeans = jsonOf(inactiveMeansSchema)

/** JSON of the ids of groups. */
export const storedIds = jsonOf(z.array(text))

/** A row of the table of issuances as it must stand there, but for what only searches and claims use. */
export const issuanceSchema = z.object({
  id: text,
  procedure,
  state,
  act: act.nullable(),
  bundle_id: text,
  former_id: orNothing,
  person_id: text,
  login: text,
  person_name: text,
  provider: text,
  template: storedTemplate,
  rp_id: orNothing,
  factor_id: orNothing,
  credential_id: orNothing,
  public_key: orNothing,
  aaguid: orNothing,
  key_serial: orNothing,
  key_product: orNothing,
  key_identity: orNothing,
  on_key: onKey,
  sealed_pin: orNothing,
  sealed_held: orNothing,
  sealed_attestation: orNothing,
  inactive_by: storedMeans.nullable(),
  remarks: storedRemarks.nullable(),
  group_ids: storedIds.nullable(),
  created_at: time,
  updated_at: time,
})

/** Of such a row, what spoke against its key. */
export const remarksOfRow = issuanceSchema.pick({ remarks: true })
