import type { KeyRemark } from '../../shared/remarks.ts'
import {
  isModelAllowed,
  judgeAttestation,
  remarksOnModel,
  type AttestationPolicy,
  type JudgedStatement,
  type Judgement,
} from './judge.ts'
import { judgeModel } from './judge-model.ts'
import type { TrustStore } from './trust-store.ts'

/** What a procedure asks of the station's trust. */
export interface DeskTrust {
  /** Before any touch, by what getInfo says of the model. */
  isModelAllowed(aaguid: string, models: readonly string[]): boolean
  /** What the policy will refuse every key of the model for; null when its attestation tells. */
  judgeModel(aaguid: string, policy: AttestationPolicy): Promise<ReturnType<typeof judgeModel>>
  judge(attestation: JudgedStatement, aaguid: string, policy: AttestationPolicy): Promise<Judgement>
  /** What the metadata says now against the model of an AAGUID. */
  remarksOn(aaguid: string): Promise<readonly KeyRemark[]>
  /** The model's name in trusted metadata; null where there is none. */
  nameOf(aaguid: string): Promise<string | null>
}

/** Judges by what a store trusts at the moment it is asked. */
export function deskTrust(store: TrustStore, now: () => number): DeskTrust {
  return {
    isModelAllowed,
    judgeModel: async (aaguid, policy) => judgeModel(aaguid, policy, await store.read()),
    judge: async (attestation, aaguid, policy) =>
      judgeAttestation(attestation, aaguid, policy, await store.read(), now()),
    remarksOn: async (aaguid) => remarksOnModel(aaguid, await store.read()),
    nameOf: async (aaguid) => (await store.read()).nameOf(aaguid),
  }
}
