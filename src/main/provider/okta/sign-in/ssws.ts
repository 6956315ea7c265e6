import type { SealedText } from '../sealed-text.ts'
import type { Authorization } from './authorization.ts'
import type { ServerClock } from './server-clock.ts'

/** An API token: no scopes, no proof, the rights of the administrator who made it. Lab mode only. */
export function createTokenAuthorization(token: SealedText, clock: ServerClock): Authorization {
  return {
    headersFor: () => Promise.resolve({ authorization: `SSWS ${token.reveal()}` }),
    signIn: () => Promise.resolve('SSWS'),
    observe: (answer) => {
      clock.learn(answer.headers.get('date'))
    },
    recover: () => false,
  }
}
