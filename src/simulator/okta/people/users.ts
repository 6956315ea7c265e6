import { noContent, ok, type Call, type Reply } from '../http/exchange.ts'
import { log, userTarget } from '../organization/log.ts'
import { requireUser, settleTransition } from './find-user.ts'
import { userView } from './user-view.ts'

/** `GET /api/v1/users/{id}`: strongly consistent, with an ETag. */
export function getUser(call: Call): Reply {
  const user = requireUser(call, 'id')
  settleTransition(call.state, user)
  const etag = `W/"${user.lastUpdated.toString(16)}"`
  return ok(userView(user, call.request.base), { etag })
}

/** `DELETE /api/v1/users/{userId}/sessions`. */
export function revokeSessions(call: Call): Reply {
  const user = requireUser(call, 'userId')
  log(call, 'user.session.clear', [userTarget(user)])
  return noContent()
}
