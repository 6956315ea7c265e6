import { z } from 'zod'
import { everyone, requireOpenGroup } from '../groups/find-group.ts'
import { readJson } from '../http/body.ts'
import { OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { log, userTarget } from '../organization/log.ts'
import { checkPassword } from './check-password.ts'
import { checkProfile, type ProfileInput } from './check-profile.ts'
import { noteChange } from './find-user.ts'
import { addUser, type Start } from './new-user.ts'
import { profileSchema } from './profile-schema.ts'
import type { Profile } from './records.ts'
import { userView } from './user-view.ts'

const MOST_GROUPS = 20

const requestSchema = z.object({
  profile: profileSchema,
  credentials: z.object({ password: z.object({ value: z.string() }).optional() }).optional(),
  groupIds: z.array(z.string()).optional(),
})

/** `POST /api/v1/users`. */
export function createUser(call: Call): Reply {
  const body = readJson(call.request, requestSchema)
  const start = readStart(call, body.credentials?.password?.value ?? null)
  const groups = (body.groupIds ?? []).map((id) => requireOpenGroup(call.state, id))
  if (groups.length > MOST_GROUPS) {
    throw new OktaError('E0000093', { causes: ['The number of group targets is too large'] })
  }
  const profile = newProfile(call, body.profile)
  if (start.password !== null) checkPassword(call.state, start.password, profile.login)
  const user = addUser(call, profile, start)
  for (const group of [...groups, everyone(call.state)]) group.members.add(user.id)
  noteChange(call.state, user)
  log(call, 'user.lifecycle.create', [userTarget(user)])
  if (start.activate) log(call, 'user.lifecycle.activate', [userTarget(user)])
  return ok(userView(user, call.request.base))
}

function readStart(call: Call, password: string | null): Start {
  const { query } = call.request
  const activate = query.get('activate') !== 'false'
  const expirePassword = query.get('nextLogin') === 'changePassword'
  if (expirePassword && password === null) throw new OktaError('E0000124')
  if (expirePassword && !activate) throw new OktaError('E0000125')
  return { password, activate, expirePassword }
}

function newProfile(call: Call, input: ProfileInput): Profile {
  const { login, email } = input
  return checkProfile(call.state, { ...input, login: login ?? email ?? null }, null)
}
