import type { FactorLister, GroupKeeper, IdentityProvider, PersonKeeper } from '../idp.ts'
import { finishEnrolment } from './activation.ts'
import { createActivationBudget } from './activation-budget.ts'
import type { OktaConnection } from './connection.ts'
import { surroundingsOf } from './edges.ts'
import type { OktaEdges } from './edges.ts'
import { beginEnrolment } from './enrolment.ts'
import { joinGroup, leaveGroup, listGroupsOf, searchGroups } from './groups.ts'
import { createPerson } from './new-person.ts'
import type { CreationMeans } from './new-person.ts'
import { listFactors } from './person-factors.ts'
import { setProfileAttribute, suspendPerson, unsuspendPerson } from './standing.ts'
import { deleteFactor, findFactor, listPendingFactors } from './passkeys.ts'
import { getPerson, searchPeople } from './people.ts'
import { createRequestExecutor } from './request-executor.ts'
import { proveSignIn } from './sign-in-proof.ts'
import { createAuthorization } from './sign-in/create-authorization.ts'
import { createDpop } from './sign-in/dpop.ts'
import { createServerClock } from './sign-in/server-clock.ts'

/** Everything Okta can do for a key's whole life. */
export type OktaProvider = IdentityProvider & PersonKeeper & GroupKeeper & FactorLister

/** Okta as an identity provider. Nothing is asked of it, and the SDK not loaded, until first use. */
export function createOktaProvider(connection: OktaConnection, edges: OktaEdges): OktaProvider {
  const surroundings = surroundingsOf(edges)
  const clock = createServerClock(surroundings.now)
  const dpop = createDpop(() => clock.now())
  const authorization = createAuthorization(connection, { surroundings, clock, dpop }, edges)
  const ask = createRequestExecutor(connection.orgUrl, authorization, surroundings)
  const budget = createActivationBudget(surroundings.now)
  const enrolment = { ask, site: connection, budget, clock, now: surroundings.now }

  return {
    ...keepersOf({ ask, clock, surroundings }),
    host: new URL(connection.orgUrl).host,
    searchPeople: (text, signal) => searchPeople(ask, text, signal),
    getPerson: (idOrLogin, signal) => getPerson(ask, idOrLogin, signal),
    begin: (person, signal, options = {}) => beginEnrolment(enrolment, person, signal, options),
    finish: (ceremony, credential, signal) =>
      finishEnrolment(enrolment, ceremony, credential, signal),
    findFactor: (personId, factorId, signal) => findFactor(ask, personId, factorId, signal),
    listPendingFactors: (personId, signal) => listPendingFactors(ask, personId, signal),
    deleteFactor: (personId, factorId, signal) => deleteFactor(ask, personId, factorId, signal),
    proveSignIn: (personId, factorId, prove, signal, origin = connection.origin) =>
      proveSignIn(ask, { personId, factorId }, { ...connection, origin }, prove, signal),
  }
}

function keepersOf(means: CreationMeans): PersonKeeper & GroupKeeper & FactorLister {
  const { ask } = means
  return {
    suspendPerson: (personId, signal) => suspendPerson(ask, personId, signal),
    unsuspendPerson: (personId, signal) => unsuspendPerson(ask, personId, signal),
    setProfileAttribute: (personId, name, value, signal) =>
      setProfileAttribute(ask, personId, name, value, signal),
    createPerson: (person, signal) => createPerson(means, person, signal),
    searchGroups: (text, signal) => searchGroups(ask, text, signal),
    listGroupsOf: (personId, signal) => listGroupsOf(ask, personId, signal),
    joinGroup: (personId, groupId, signal) => joinGroup(ask, personId, groupId, signal),
    leaveGroup: (personId, groupId, signal) => leaveGroup(ask, personId, groupId, signal),
    listFactors: (personId, signal) => listFactors(ask, personId, signal),
  }
}
