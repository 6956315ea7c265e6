import { readAnyJson } from '../http/body.ts'
import { OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { judgeAssertion, readAssertion } from '../judging/judge-assertion.ts'
import { log, userTarget } from '../organization/log.ts'
import { challengeReply } from './challenge.ts'
import { enrollmentTarget } from './complete-activation.ts'
import { profileView } from './factor-view.ts'
import { requireFactor } from './find-factor.ts'

/** Statuses in which a person can use a factor. */
const CAN_VERIFY = ['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY']

/** `POST …/factors/{factorId}/verify`: empty, it gives a challenge; else it checks the assertion. */
export async function verifyFactor(call: Call): Promise<Reply> {
  const [factor, user] = requireFactor(call)
  const { credential } = factor
  if (credential === null) throw new OktaError('E0000079')
  if (factor.status === 'INACTIVE') throw new OktaError('E0000180')
  if (!CAN_VERIFY.includes(user.status)) throw new OktaError('E0000038')
  if (isEmpty(readAnyJson(call.request))) return challengeReply(call, factor)
  await judgeAssertion(call.state, factor, credential, readAssertion(call.request))
  log(call, 'user.authentication.auth_via_mfa', [userTarget(user), enrollmentTarget(factor)], {
    debugData: { factor: 'FIDO_WEBAUTHN' },
  })
  return ok({ factorResult: 'SUCCESS', profile: profileView(factor) })
}

function isEmpty(body: unknown): boolean {
  return body === undefined || (typeof body === 'object' && Object.keys(body ?? {}).length === 0)
}
