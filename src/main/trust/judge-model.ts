import { isRefusedBy, isZero, type AttestationPolicy, type SeriousDoubt } from './judge.ts'
import { parseDer } from './roots.ts'
import { securityStatusOf } from './security-status.ts'
import type { Trust } from './trust.ts'

/** What getInfo says of a model is enough to know; its certificates may tell of more. */
type ModelDoubt = Extract<
  SeriousDoubt,
  { readonly reason: 'status' | 'trust-problem' | 'no-roots' }
>

/**
 * What a policy will refuse every key of this model for, whatever its attestation says: before any
 * touch. Null when the attestation has to tell.
 */
export function judgeModel(
  aaguid: string,
  { attestation }: AttestationPolicy,
  trust: Trust,
): ModelDoubt | null {
  const doubts = doubtsOf(aaguid, trust)
  return doubts.find(({ reason }) => isRefusedBy(attestation, reason)) ?? null
}

function doubtsOf(aaguid: string, trust: Trust): readonly ModelDoubt[] {
  const problems = trust.problems.map((problem) => ({ reason: 'trust-problem', problem }) as const)
  const model = isZero(aaguid) ? null : trust.findModel(aaguid)
  const status = model && securityStatusOf(model, [])
  const mayHaveRoots =
    trust.roots.length > 0 ||
    (isZero(aaguid) ? trust.metadata !== null : parseDer(model?.roots ?? []).length > 0)
  return [
    ...(status === null ? [] : [{ reason: 'status', status } as const]),
    ...problems,
    ...(mayHaveRoots ? [] : [{ reason: 'no-roots' } as const]),
  ]
}
