import {
  isModelAllowed,
  judgeAttestation,
  type AttestationPolicy,
  type JudgedStatement,
  type Judgement,
} from './judge.ts'
import type { TrustStore } from './trust-store.ts'

/** What a procedure asks of the station's trust. */
export interface DeskTrust {
  /** Before any touch, by what getInfo says of the model. */
  isModelAllowed(aaguid: string, models: readonly string[]): boolean
  judge(attestation: JudgedStatement, aaguid: string, policy: AttestationPolicy): Promise<Judgement>
  /** The model's name in trusted metadata; null where there is none. */
  nameOf(aaguid: string): Promise<string | null>
}

/** Judges by what a store trusts at the moment it is asked. */
export function deskTrust(store: TrustStore, now: () => number): DeskTrust {
  return {
    isModelAllowed,
    judge: async (attestation, aaguid, policy) =>
      judgeAttestation(attestation, aaguid, policy, await store.read(), now()),
    nameOf: async (aaguid) => (await store.read()).nameOf(aaguid),
  }
}
