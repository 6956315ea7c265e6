import { z } from 'zod'
import type { Input, RequestName } from './contract.ts'

// Kept apart from contract.ts: zod probes `eval`, which the window's CSP forbids, so only main
// imports this file.

const id = z.string().min(1).max(100)
const pin = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 256)

const answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirm-erase'), erase: z.boolean() }),
  z.strictObject({ kind: z.literal('choose-pin'), pin }),
])

const simulatorAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('insert'), name: id }),
  z.strictObject({ act: z.literal('remove'), name: id }),
  z.strictObject({ act: z.literal('touch') }),
  z.strictObject({ act: z.literal('touch-by-hand'), on: z.boolean() }),
])

/** The shape of every request's input, checked once, where it enters main. */
export const inputSchemas: { readonly [N in RequestName]: z.ZodType<Input<N>> } = {
  'station.snapshot': z.null(),
  'station.try-demo': z.null(),
  'people.search': z.strictObject({ text: z.string().max(200) }),
  'runs.start': z.strictObject({
    procedure: z.enum(['issue-key']),
    personId: id,
    templateId: id,
    waitForKeyMs: z.number().int().min(0).max(86_400_000).exactOptional(),
  }),
  'runs.answer': z.strictObject({ runId: id, questionId: id, answer }),
  'runs.cancel': z.strictObject({ runId: id }),
  'runs.dismiss': z.strictObject({ runId: id }),
  'pins.reveal': z.strictObject({ issuanceId: id }),
  'pins.hand-over': z.strictObject({ issuanceId: id }),
  'readiness.check': z.strictObject({ person: id.exactOptional() }),
  'proposals.read': z.null(),
  'proposals.decide': z.strictObject({ id, decision: z.enum(['apply', 'dismiss']) }),
  'simulator.act': simulatorAct,
}
