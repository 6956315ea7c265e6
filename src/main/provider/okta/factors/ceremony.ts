import { z } from 'zod'
import { ProviderError, type Ceremony } from '../../provider.ts'
import { fromBase64Url } from '../base64.ts'
import { listOf, nameSchema, readAnswer } from '../calls/answers.ts'
import type { HttpAnswer } from '../calls/http-exchange.ts'
import { isWithin } from '../connection.ts'
import { factorSchema } from './factor.ts'

const base64Url = z.string().transform((text, context) => {
  const bytes = fromBase64Url(text)
  if (bytes !== null) return bytes
  context.addIssue({ code: 'custom', message: 'not base64url' })
  return z.NEVER
})

const isNotEmpty = (list: readonly unknown[]) => list.length > 0

/** `_embedded.activation`: the creation options, in Okta's JSON. */
const activationSchema = z.looseObject({
  challenge: z.string().regex(/^[A-Za-z0-9_-]{16,}$/),
  rp: z.looseObject({ id: z.string().min(1).nullish(), name: nameSchema }),
  user: z.looseObject({ id: base64Url, name: nameSchema, displayName: nameSchema.nullish() }),
  pubKeyCredParams: listOf(z.looseObject({ type: z.string(), alg: z.int() })).refine(isNotEmpty),
  excludeCredentials: listOf(z.looseObject({ id: base64Url })).nullish(),
  authenticatorSelection: z
    .looseObject({
      userVerification: z.string().nullish(),
      requireResidentKey: z.boolean().nullish(),
      residentKey: z.string().nullish(),
    })
    .nullish(),
})

const pendingSchema = factorSchema.extend({
  _embedded: z.looseObject({ activation: activationSchema }),
})

type Activation = z.output<typeof activationSchema>

/** Where people will sign in with what is being registered. */
export interface Site {
  readonly origin: string
  readonly customRpId: string | null
}

/** Reads a factor just enrolled; the RP ID follows `origin` unless Okta or the connection names one. */
export function readCeremony(
  answer: HttpAnswer,
  personId: string,
  site: Site,
  expiresAt: number,
): Ceremony {
  const factor = readAnswer(pendingSchema, answer, 'enrollFactor')
  const { activation } = factor._embedded
  return Object.freeze({
    personId,
    factorId: factor.id,
    challenge: activation.challenge,
    origin: site.origin,
    rp: { id: rpIdOf(activation, site, answer), name: activation.rp.name },
    user: {
      id: activation.user.id,
      name: activation.user.name,
      displayName: activation.user.displayName ?? activation.user.name,
    },
    algorithms: algorithmsOf(activation),
    excludeCredentials: activation.excludeCredentials?.map(({ id }) => id) ?? [],
    requireResidentKey: isResidentKeyRequired(activation),
    userVerification: userVerificationOf(activation),
    requestId: answer.requestId,
    expiresAt,
  })
}

function rpIdOf(activation: Activation, site: Site, answer: HttpAnswer): string {
  const rpId = activation.rp.id ?? usualRpId(site)
  if (isWithin(new URL(site.origin).hostname, rpId)) return rpId
  const field = '_embedded.activation.rp.id'
  throw new ProviderError(
    { code: 'provider-answer-invalid', operation: 'enrollFactor', field },
    answer.requestId,
  )
}

/** The RP ID of a site whose answers do not name one: the custom one where it covers the host. */
export function usualRpId({ origin, customRpId }: Site): string {
  const { hostname } = new URL(origin)
  return customRpId !== null && isWithin(hostname, customRpId) ? customRpId : hostname
}

function algorithmsOf(activation: Activation): readonly number[] {
  return activation.pubKeyCredParams.filter(({ type }) => type === 'public-key').map((p) => p.alg)
}

function isResidentKeyRequired({ authenticatorSelection }: Activation): boolean {
  const { requireResidentKey, residentKey } = authenticatorSelection ?? {}
  return requireResidentKey === true || residentKey?.toLowerCase() === 'required'
}

function userVerificationOf({ authenticatorSelection }: Activation): Ceremony['userVerification'] {
  const said = authenticatorSelection?.userVerification?.toLowerCase()
  // Absent means "preferred" (WebAuthn section 5.4.4); so does a word nobody knows yet.
  return said === 'required' || said === 'discouraged' ? said : 'preferred'
}
