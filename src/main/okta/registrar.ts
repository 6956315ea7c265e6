import type { IdentityProvider } from '../idp.ts'
import { finishEnrolment } from './activation.ts'
import type { OktaConnection } from './connection.ts'
import { beginEnrolment } from './enrolment.ts'
import type { EnrolmentMeans } from './enrolment.ts'
import { deleteFactor, findFactor, listPendingFactors } from './passkeys.ts'
import { getPerson, searchPeople } from './people.ts'
import { proveSignIn } from './sign-in-proof.ts'

/** Finds people and registers their keys. */
export function createRegistrar(
  connection: OktaConnection,
  means: EnrolmentMeans,
): IdentityProvider {
  const { ask } = means
  return {
    host: new URL(connection.orgUrl).host,
    searchPeople: (text, signal) => searchPeople(ask, text, signal),
    getPerson: (idOrLogin, signal) => getPerson(ask, idOrLogin, signal),
    begin: (person, signal, options = {}) => beginEnrolment(means, person, signal, options),
    finish: (ceremony, credential, signal) => finishEnrolment(means, ceremony, credential, signal),
    findFactor: (personId, factorId, signal) => findFactor(ask, personId, factorId, signal),
    listPendingFactors: (personId, signal) => listPendingFactors(ask, personId, signal),
    deleteFactor: (personId, factorId, signal) => deleteFactor(means, personId, factorId, signal),
    proveSignIn: (personId, factorId, prove, signal, origin = connection.origin) =>
      proveSignIn(ask, { personId, factorId }, { ...connection, origin }, prove, signal),
  }
}
