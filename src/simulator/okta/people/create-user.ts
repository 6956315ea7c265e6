import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { notFound, OktaError } from '../http/errors.ts'
import type { Call, Reply } from '../http/exchange.ts'
import { ok } from '../http/exchange.ts'
import { newId } from '../ids.ts'
import { log, userTarget } from '../organization/log.ts'
import { checkPassword } from './check-password.ts'
import type { ProfileInput } from './check-profile.ts'
import { checkProfile } from './check-profile.ts'
import { noteChange } from './find-user.ts'
import { profileSchema } from './profile-schema.ts'
import type { OktaGroup, OktaUser, Profile } from './records.ts'
import { userView } from './user-view.ts'

const MOST_GROUPS = 20

const requestSchema = z.object({
  profile: profileSchema,
  credentials: z.object({ password: z.object({ value: z.string() }).optional() }).optional(),
  groupIds: z.array(z.string()).optional(),
})

/** How the new person starts, by `activate` and `nextLogin`. */
interface Start {
  readonly password: string | null
  readonly activate: boolean
  readonly expirePassword: boolean
}

/** `POST /api/v1/users`. */
export function createUser(call: Call): Reply {
  const body = readJson(call.request, requestSchema)
  const start = readStart(call, body.credentials?.password?.value ?? null)
  const groups = (body.groupIds ?? []).map((id) => groupToJoin(call, id))
  if (groups.length > MOST_GROUPS) {
    throw new OktaError('E0000093', { causes: ['The number of group targets is too large'] })
  }
  const profile = newProfile(call, body.profile)
  if (start.password !== null) checkPassword(call.state, start.password, profile.login)
  const user = addUser(call, profile, start)
  for (const group of [...groups, everyone(call)]) group.members.add(user.id)
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

function groupToJoin(call: Call, id: string): OktaGroup {
  const group = call.state.groups.get(id)
  if (group === undefined) throw notFound(id, 'UserGroup')
  if (group.type !== 'OKTA_GROUP') throw new OktaError('E0000060')
  return group
}

function everyone(call: Call): OktaGroup {
  const group = [...call.state.groups.values()].find(({ type }) => type === 'BUILT_IN')
  if (group === undefined) throw new Error('every organization has a group Everyone')
  return group
}

function addUser(call: Call, profile: Profile, start: Start): OktaUser {
  const { state } = call
  const now = state.now()
  const target = targetStatus(start)
  const isSlow = start.activate && state.settings.activationMs > 0 && target !== 'PASSWORD_EXPIRED'
  const user: OktaUser = {
    id: newId('00u', state.random),
    status: isSlow ? 'STAGED' : target,
    transitioning: null,
    profile,
    hasPassword: start.password !== null,
    created: now,
    activated: target === 'ACTIVE' || target === 'PASSWORD_EXPIRED' ? now : null,
    statusChanged: target === 'STAGED' ? null : now,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: start.password === null ? null : now,
    isAdmin: false,
  }
  if (isSlow) {
    const to = target === 'ACTIVE' ? 'ACTIVE' : 'PROVISIONED'
    user.transitioning = { to, until: now + state.settings.activationMs }
  }
  state.users.set(user.id, user)
  return user
}

function targetStatus({ activate, password, expirePassword }: Start): OktaUser['status'] {
  if (!activate) return 'STAGED'
  if (expirePassword) return 'PASSWORD_EXPIRED'
  return password === null ? 'PROVISIONED' : 'ACTIVE'
}
