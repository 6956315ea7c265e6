import { z } from 'zod'
import { gateOf } from './gates.ts'
import { plainText } from './plain-text.ts'
import type { Template } from './template.ts'

const text = z.string().trim().transform(plainText).pipe(z.string().min(1).max(100))
const aaguid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const group = z.strictObject({ id: text, name: text })

const activation = z.union([
  z.strictObject({ when: z.literal('at-once') }),
  z.strictObject({ when: z.literal('hand-over'), gate: z.literal('pin') }),
  z.strictObject({ when: z.literal('hand-over'), gate: z.literal('group'), group }),
  z.strictObject({
    when: z.literal('hand-over'),
    gate: z.literal('challenge'),
    lifetimeS: z.number().int().min(1).max(86_400),
  }),
])

/** A key takes 63 bytes at most (CTAP 2.2 section 6.5.1), and no fewer than four characters. */
const length = z.number().int().min(4).max(63)

const pin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('random-digits'), length }),
  z.strictObject({ kind: z.literal('random-letters'), length }),
  z.strictObject({ kind: z.literal('typed') }),
])

/** The shape of what makes a key inactive. */
export const inactiveMeansSchema = z.discriminatedUnion('means', [
  z.strictObject({ means: z.literal('suspend-person') }),
  z.strictObject({ means: z.literal('leave-group'), group }),
  z.strictObject({ means: z.literal('delete-factor') }),
])

/** The shape of a template, whatever its settings say together. */
export const templateShape = z.strictObject({
  id: text,
  version: z.number().int().min(1),
  name: text,
  activation,
  pin,
  minimumPinLength: length.nullable(),
  forcePinChange: z.enum(['never', 'where-possible', 'required']),
  alwaysUv: z.boolean(),
  enterpriseAttestation: z.boolean(),
  requireResidentKey: z.boolean(),
  userVerification: z.enum(['provider', 'required']),
  erase: z.enum(['never', 'when-not-blank', 'always']),
  models: z.array(aaguid).max(200),
  attestation: z.enum(['record', 'verify', 'require-root']),
  origins: z.enum(['usual', 'every']),
  missingPerson: z.enum(['refuse', 'create-staged', 'create-active']),
  groups: z.array(group).max(20),
  attribute: z
    .strictObject({ name: text, value: z.union([z.string().max(200), z.number(), z.boolean()]) })
    .nullable(),
  inactive: inactiveMeansSchema,
  proof: z.enum(['key', 'provider']),
  providerEvents: z.enum(['ask', 'apply']),
  papers: z.strictObject({ letter: z.boolean(), label: z.boolean() }),
})

/** The shape of a template, and what of it would contradict itself. */
export const templateSchema: z.ZodType<Template> = templateShape
  .refine(({ activation: a, pin: p }) => !isPinGate(a) || p.kind !== 'typed', {
    path: ['activation', 'gate'],
    error: 'a PIN that is typed cannot wait for the hand-over',
  })
  .refine(
    ({ pin: p, minimumPinLength }) =>
      p.kind === 'typed' || minimumPinLength === null || p.length >= minimumPinLength,
    { path: ['pin', 'length'], error: 'the PIN is shorter than the key will take' },
  )
  .refine(({ pin: p, forcePinChange }) => p.kind !== 'typed' || forcePinChange === 'never', {
    path: ['forcePinChange'],
    error: 'a PIN the holder chose need not be changed',
  })

const isPinGate = (activation: Template['activation']): boolean =>
  gateOf({ activation })?.gate === 'pin'
