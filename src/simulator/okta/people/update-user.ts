import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { log, userTarget } from '../organization/log.ts'
import { checkPassword } from './check-password.ts'
import { checkProfile, type ProfileInput } from './check-profile.ts'
import { noteChange, refuseWhileTransitioning, requireUser } from './find-user.ts'
import { profileSchema } from './profile-schema.ts'
import type { OktaUser } from './records.ts'
import { userView } from './user-view.ts'

const credentialsSchema = z.object({ password: z.object({ value: z.string() }).optional() })

const partialSchema = z.object({
  profile: profileSchema.optional(),
  credentials: credentialsSchema.optional(),
})

const wholeSchema = z.object({
  profile: profileSchema,
  credentials: credentialsSchema.optional(),
})

/** `POST /api/v1/users/{id}`: changes what is named and leaves the rest. */
export function updateUser(call: Call): Reply {
  const user = userToChange(call)
  const { profile, credentials } = readJson(call.request, partialSchema)
  return change(call, user, { ...user.profile, ...profile }, credentials?.password?.value)
}

/** `PUT /api/v1/users/{id}`: whatever is not named is gone. */
export function replaceUser(call: Call): Reply {
  const user = userToChange(call)
  const { profile, credentials } = readJson(call.request, wholeSchema)
  return change(call, user, profile, credentials?.password?.value)
}

function userToChange(call: Call): OktaUser {
  const user = requireUser(call, 'id')
  refuseWhileTransitioning(call, user)
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
  return user
}

function change(
  call: Call,
  user: OktaUser,
  input: ProfileInput,
  password: string | undefined,
): Reply {
  const profile = checkProfile(call.state, input, user)
  if (password !== undefined) {
    checkPassword(call.state, password, profile.login)
    user.hasPassword = true
    user.passwordChanged = call.state.now()
  }
  user.profile = withoutNulls(profile)
  noteChange(call.state, user)
  log(call, 'user.account.update_profile', [userTarget(user)])
  return ok(userView(user, call.request.base))
}

// Setting an attribute to null is how it is removed.
function withoutNulls(profile: OktaUser['profile']): OktaUser['profile'] {
  const { login, email, firstName, lastName, ...rest } = profile
  const kept = Object.entries(rest).filter(([, value]) => value !== null)
  return { login, email, firstName, lastName, ...Object.fromEntries(kept) }
}
