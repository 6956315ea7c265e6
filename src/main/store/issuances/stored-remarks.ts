import { z } from 'zod'
import { securityStatuses, type KeyRemark } from '../../../shared/remarks.ts'
import { jsonOf } from '../rows/read-row.ts'

const text = z.string()
const plain = z.enum([
  'no-roots',
  'untrusted-root',
  'expired-certificate',
  'expired-anchor',
  'not-certified',
  'retired',
  'update-available',
  'model-unknown',
])

const remark: z.ZodType<KeyRemark> = z.discriminatedUnion('reason', [
  z.object({ reason: plain }),
  z.object({ reason: z.literal('no-attestation'), type: z.enum(['self', 'none']) }),
  z.object({ reason: z.literal('unverified-algorithm'), algorithm: z.number() }),
  z.object({ reason: z.literal('status'), status: z.enum(securityStatuses) }),
  z.object({ reason: z.literal('certified-lower'), now: text, before: text }),
  z.object({
    reason: z.literal('trust-problem'),
    problem: z.object({ file: text, reason: text }),
  }),
  z.object({ reason: z.literal('metadata-overdue'), nextUpdate: text }),
])

/** A column with what spoke against a key when it was issued, as JSON. */
export const storedRemarks = jsonOf(z.array(remark))
