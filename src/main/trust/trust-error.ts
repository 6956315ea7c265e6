/** Why a certificate, a root file or a metadata blob is not trusted, or could not be had or kept. */
export type TrustFault =
  | 'unreadable'
  | 'unwritable'
  | 'not-https'
  | 'unreachable'
  | 'too-large'
  | 'no-certificate'
  | 'not-a-blob'
  | 'untrusted-chain'
  | 'expired-certificate'
  | 'other-signer'
  | 'signature'
  | 'older'
  | 'missing'

/** Something was given to be trusted and is not. What was trusted before stays as it was. */
export class TrustError extends Error {
  override readonly name = 'TrustError'
  readonly reason: TrustFault

  constructor(reason: TrustFault, options?: ErrorOptions) {
    super(`trust ${reason}`, options)
    this.reason = reason
  }
}

/** A file of the trust folder that does not hold what it should. */
export interface TrustProblem {
  /** Its name below the folder. */
  readonly file: string
  readonly reason: TrustFault
}

/** The reason of a TrustError; throws everything else on. */
export function faultOf(error: unknown): TrustFault {
  if (error instanceof TrustError) return error.reason
  throw error
}
