import { ProviderError, type IdentityProvider } from '../provider.ts'
import type { OktaConnection } from './connection.ts'
import { finishEnrollment } from './factors/activation.ts'
import { usualRpId } from './factors/ceremony.ts'
import { beginEnrollment, type EnrollmentMeans } from './factors/enrollment.ts'
import { deleteFactor, findFactor, listPendingFactors } from './factors/passkeys.ts'
import { proveSignIn } from './factors/sign-in-proof.ts'
import { getPerson, searchPeople } from './people/people.ts'

/** Finds people and registers their keys, at the usual origin and at others where asked. */
export function createRegistrar(
  connection: OktaConnection,
  usual: EnrollmentMeans,
  others: readonly EnrollmentMeans[],
): IdentityProvider {
  const { ask } = usual
  const at = (origin: string): EnrollmentMeans => {
    const found = [usual, ...others].find(({ site }) => site.origin === origin)
    if (found !== undefined) return found
    throw new ProviderError({ code: 'connection-invalid', field: 'otherOrigins' })
  }
  return {
    host: new URL(connection.orgUrl).host,
    origins: [usual, ...others].map(({ site }) => site.origin),
    searchPeople: (text, signal) => searchPeople(ask, text, signal),
    getPerson: (idOrLogin, signal) => getPerson(ask, idOrLogin, signal),
    begin: async (person, signal, options = {}) =>
      beginEnrollment(at(options.origin ?? connection.origin), person, signal, options),
    finish: async (ceremony, credential, signal) =>
      finishEnrollment(at(ceremony.origin), ceremony, credential, signal),
    isFresh: ({ expiresAt }, inMs) =>
      expiresAt === undefined || usual.surroundings.now() + inMs < expiresAt,
    findFactor: (personId, factorId, signal) => findFactor(ask, personId, factorId, signal),
    listPendingFactors: (personId, signal) => listPendingFactors(ask, personId, signal),
    deleteFactor: (personId, factorId, signal) => deleteFactor(usual, personId, factorId, signal),
    proveSignIn: async (personId, factorId, prove, signal, registered = {}) => {
      const { ask: askThere, site } = at(registered.origin ?? connection.origin)
      const relyingParty = { origin: site.origin, rpId: registered.rpId ?? usualRpId(site) }
      await proveSignIn(askThere, { personId, factorId }, relyingParty, prove, signal)
    },
  }
}
