import { z } from 'zod'
import type { Group } from '../idp.ts'
import { readAnswer } from './answers.ts'
import type { Ask } from './request-executor.ts'

const mostFound = 20

/** Only groups Okta keeps itself take people by hand; Everyone is Okta's own. */
const groupsSchema = z.array(
  z
    .looseObject({ id: z.string(), type: z.string(), profile: z.looseObject({ name: z.string() }) })
    .transform(({ id, type, profile }): Group => ({
      id,
      name: profile.name,
      isManaged: type !== 'OKTA_GROUP',
    })),
)

export async function searchGroups(
  ask: Ask,
  text: string,
  signal?: AbortSignal,
): Promise<readonly Group[]> {
  const q = text.trim()
  const answer = await ask(
    'listGroups',
    (okta) => okta.groups.listGroups({ limit: mostFound, ...(q === '' ? {} : { q }) }),
    signal,
  )
  return readAnswer(groupsSchema, answer, 'listGroups').slice(0, mostFound)
}

export async function listGroupsOf(
  ask: Ask,
  userId: string,
  signal?: AbortSignal,
): Promise<readonly Group[]> {
  const answer = await ask(
    'listUserGroups',
    (okta) => okta.users.listUserGroups({ userId }),
    signal,
  )
  return readAnswer(groupsSchema, answer, 'listUserGroups')
}

export async function joinGroup(
  ask: Ask,
  userId: string,
  groupId: string,
  signal?: AbortSignal,
): Promise<void> {
  await ask(
    'assignUserToGroup',
    (okta) => okta.groups.assignUserToGroup({ groupId, userId }),
    signal,
  )
}

export async function leaveGroup(
  ask: Ask,
  userId: string,
  groupId: string,
  signal?: AbortSignal,
): Promise<void> {
  await ask(
    'unassignUserFromGroup',
    (okta) => okta.groups.unassignUserFromGroup({ groupId, userId }),
    signal,
  )
}
