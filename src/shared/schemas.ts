import { z } from 'zod'
import type { Input, RequestName } from './contract.ts'
import { templateSchema } from './template-schema.ts'

// Kept apart from contract.ts: zod probes `eval`, which the window's CSP forbids, so only main
// imports this file.

/** Of an id, a login or a name, in characters. */
export const longestName = 100
const id = z.string().min(1).max(longestName)
const name = z.string().trim().min(1).max(longestName)
const pin = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 256)

const answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirm-erase'), erase: z.boolean() }),
  z.strictObject({
    kind: z.literal('identify-key'),
    by: z.enum(['pin', 'issuance', 'none', 'unknown']),
    issuanceId: id.nullable(),
  }),
  z.strictObject({ kind: z.literal('choose-pin'), pin }),
  z.strictObject({ kind: z.literal('enter-pin'), pin }),
  z.strictObject({ kind: z.literal('confirm-change'), confirmed: z.boolean() }),
])

const simulatorAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('insert'), name: id }),
  z.strictObject({ act: z.literal('remove'), name: id }),
  z.strictObject({ act: z.literal('touch') }),
  z.strictObject({ act: z.literal('touch-by-hand'), on: z.boolean() }),
])

const waitForKeyMs = z.number().int().min(0).max(86_400_000).exactOptional()
export const newPersonSchema = z.strictObject({
  email: z.email().max(longestName),
  firstName: name,
  lastName: name,
})
const onIssuance = ['activate', 'inactivate', 'reactivate', 'revoke'] as const

const order = z.discriminatedUnion('procedure', [
  z.strictObject({
    procedure: z.literal('issue-key'),
    personId: id,
    templateId: id,
    newPerson: newPersonSchema.exactOptional(),
    waitForKeyMs,
  }),
  z.strictObject({
    procedure: z.literal('replace-key'),
    issuanceId: id,
    templateId: id.exactOptional(),
    waitForKeyMs,
  }),
  z.strictObject({ procedure: z.literal('set-pin'), waitForKeyMs }),
  z.strictObject({
    procedure: z.literal('reset-pin'),
    pin: z.enum(['known', 'forgotten']),
    waitForKeyMs,
  }),
  z.strictObject({
    procedure: z.literal('whose-key'),
    readCredentials: z.boolean().exactOptional(),
    waitForKeyMs,
  }),
  z.strictObject({ procedure: z.literal('erase-key'), waitForKeyMs }),
  z.strictObject({ procedure: z.enum(onIssuance), issuanceId: id, waitForKeyMs }),
  z.strictObject({
    procedure: z.literal('finish-unfinished'),
    issuanceId: id,
    withoutKey: z.boolean().exactOptional(),
    waitForKeyMs,
  }),
])

const states = z.array(
  z.enum(['planned', 'issued', 'active', 'inactive', 'revoked', 'expired', 'unfinished']),
)

const page = z.strictObject({
  text: z.string().max(200),
  states,
  sort: z.enum(['newest', 'oldest', 'name']),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
})

/** The shape of every request's input, checked once, where it enters main. */
export const inputSchemas: { readonly [N in RequestName]: z.ZodType<Input<N>> } = {
  'station.snapshot': z.null(),
  'station.try-demo': z.null(),
  'connection.choose': z.null(),
  'people.search': z.strictObject({ text: z.string().max(200) }),
  'runs.start': order,
  'runs.answer': z.strictObject({ runId: id, questionId: id, answer }),
  'runs.cancel': z.strictObject({ runId: id }),
  'runs.dismiss': z.strictObject({ runId: id }),
  'issuances.list': page,
  'issuances.history': z.strictObject({ issuanceId: id }),
  'issuances.attestation': z.strictObject({ issuanceId: id }),
  'issuances.save-attestation': z.strictObject({ issuanceId: id }),
  'keys.list': page,
  'people.list': page,
  'templates.save': z.strictObject({ template: templateSchema }),
  'templates.retire': z.strictObject({ templateId: id }),
  'groups.search': z.strictObject({ text: z.string().max(200) }),
  'audit.list': z.strictObject({
    text: z.string().max(200),
    procedure: id.nullable(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(500),
  }),
  'audit.verify': z.null(),
  'audit.export': z.discriminatedUnion('format', [
    z.strictObject({ format: z.literal('jsonl') }),
    z.strictObject({
      format: z.literal('csv'),
      separator: z.enum(['comma', 'semicolon', 'tab']),
    }),
  ]),
  'registry.backup': z.null(),
  'papers.save-pdf': z.strictObject({ paper: z.enum(['letter', 'label']) }),
  'self-check.run': z.null(),
  'terminal.read': z.null(),
  'terminal.allow': z.strictObject({ isAllowed: z.boolean() }),
  'recovery-key.save': z.null(),
  'trust.read': z.null(),
  'trust.add-roots': z.null(),
  'trust.add-metadata-roots': z.null(),
  'trust.import-metadata': z.strictObject({ url: z.string().max(2000).exactOptional() }),
  'pins.reveal': z.strictObject({ issuanceId: id }),
  'pins.hand-over': z.strictObject({ issuanceId: id }),
  'readiness.check': z.strictObject({ person: id.exactOptional() }),
  'proposals.read': z.null(),
  'proposals.decide': z.strictObject({ id, decision: z.enum(['apply', 'dismiss']) }),
  'simulator.act': simulatorAct,
}
