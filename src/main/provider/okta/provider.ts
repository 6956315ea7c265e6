import type { AttendedProvider, Provider } from '../provider.ts'
import { createRequestExecutor, loadAhead } from './calls/request-executor.ts'
import type { OktaConnection } from './connection.ts'
import { surroundingsOf, type OktaEdges } from './edges.ts'
import { readEvents } from './events.ts'
import { createActivationBudget, createActivationLog } from './factors/activation-budget.ts'
import type { EnrollmentMeans } from './factors/enrollment.ts'
import { createKeepers } from './keepers.ts'
import { checkReadiness } from './readiness/check-readiness.ts'
import { createRegistrar } from './registrar.ts'
import { createAuthorizations } from './sign-in/create-authorization.ts'
import { createServerClock } from './sign-in/server-clock.ts'

/** Okta as an identity provider. Nothing is asked of it, and the SDK not loaded, until it is wanted. */
export function createOktaProvider(connection: OktaConnection, edges: OktaEdges): AttendedProvider {
  const surroundings = surroundingsOf(edges)
  const { now } = surroundings
  const clock = createServerClock(now)
  const authorizationAt = createAuthorizations(connection, { surroundings, clock }, edges)
  const { host } = new URL(connection.orgUrl)
  const budget = createActivationBudget(edges.activations ?? createActivationLog(), host, now)
  const assemble = (isUnattended: boolean): Provider => {
    const meansAt = (apiUrl: string, origin: string): EnrollmentMeans => ({
      ask: createRequestExecutor(apiUrl, authorizationAt(apiUrl), surroundings, isUnattended),
      askQuietly: createRequestExecutor(apiUrl, authorizationAt(apiUrl), surroundings, true),
      surroundings,
      clock,
      budget,
      site: { origin, customRpId: connection.customRpId },
    })
    const usual = meansAt(connection.orgUrl, connection.origin)
    const others = connection.otherOrigins.map(({ apiUrl, origin }) => meansAt(apiUrl, origin))
    const { ask } = usual
    const authorization = authorizationAt(connection.orgUrl)
    return {
      ...createRegistrar(connection, usual, others),
      ...createKeepers(usual),
      checkReadiness: (question, signal) =>
        checkReadiness({ ask, authorization, connection, clock, question, signal }),
      readEvents: (cursor, watch, signal) => readEvents(ask, clock, cursor, watch, signal),
    }
  }
  return { ...assemble(false), unattended: assemble(true), loadAhead }
}
