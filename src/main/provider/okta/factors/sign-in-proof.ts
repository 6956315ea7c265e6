import { z } from 'zod'
import { ProviderError, type AssertionMaker } from '../../provider.ts'
import { toBase64 } from '../base64.ts'
import { readAnswer } from '../calls/answers.ts'
import { OktaRefusal } from '../calls/failures.ts'
import type { HttpAnswer } from '../calls/http-exchange.ts'
import type { Ask } from '../calls/request-executor.ts'
import { UncertainError } from '../calls/retry.ts'

const challengeSchema = z.looseObject({
  _embedded: z.looseObject({
    challenge: z.looseObject({
      challenge: z.string().regex(/^[A-Za-z0-9_-]{16,}$/),
      rpId: z.string().min(1).nullish(),
    }),
  }),
})
const resultSchema = z.looseObject({ factorResult: z.string() })

/**
 * Lets Okta challenge the credential and check the answer, as it would when the person signs in. Its
 * challenge does not always name the RP ID: then it is the one the credential was made for.
 */
export async function proveSignIn(
  ask: Ask,
  factor: { readonly personId: string; readonly factorId: string },
  at: { readonly origin: string; readonly rpId: string },
  prove: AssertionMaker,
  signal: AbortSignal | undefined,
): Promise<void> {
  const asked = await challengeTwiceAtMost(ask, factor, signal)
  const { challenge } = readAnswer(challengeSchema, asked, 'verifyFactor')._embedded
  const rpId = challenge.rpId ?? at.rpId
  const assertion = await prove({ challenge: challenge.challenge, origin: at.origin, rpId })
  const answer = await verify(
    ask,
    factor,
    {
      clientData: toBase64(assertion.clientDataJSON),
      authenticatorData: toBase64(assertion.authenticatorData),
      signatureData: toBase64(assertion.signature),
    },
    signal,
  ).catch((error: unknown) => {
    throw refusedProof(error)
  })
  const { factorResult } = readAnswer(resultSchema, answer, 'verifyFactor')
  if (factorResult !== 'SUCCESS') {
    throw new ProviderError({ code: 'proof-failed', reason: factorResult }, answer.requestId)
  }
}

type VerifyBody = Readonly<Record<string, string>>

function verify(
  ask: Ask,
  { personId, factorId }: { readonly personId: string; readonly factorId: string },
  body: VerifyBody,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  return ask(
    'verifyFactor',
    (okta) => okta.factors.verifyFactor({ userId: personId, factorId, body }),
    signal,
  )
}

/** Another challenge does no harm; another answer to the same one would be refused. */
async function challengeTwiceAtMost(
  ask: Ask,
  factor: { readonly personId: string; readonly factorId: string },
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  try {
    return await verify(ask, factor, {}, signal)
  } catch (error) {
    if (!(error instanceof UncertainError)) throw error
    return verify(ask, factor, {}, signal)
  }
}

function refusedProof(error: unknown): unknown {
  if (!(error instanceof OktaRefusal) || error.errorCode !== 'E0000068') return error
  return new ProviderError({ code: 'proof-failed', reason: error.summary }, error.requestId, {
    cause: error,
  })
}
