import { z } from 'zod'
import type { Group } from '../../provider.ts'
import { listOf, nameSchema, readAnswer } from '../calls/answers.ts'
import type { Ask } from '../calls/request-executor.ts'
import { doOnce } from '../calls/settle.ts'
import type { Means } from '../means.ts'

const mostFound = 20

/** Only groups Okta keeps itself take people by hand; Everyone is Okta's own. */
const groupsSchema = listOf(
  z
    .looseObject({ id: z.string(), type: z.string(), profile: z.looseObject({ name: nameSchema }) })
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
  means: Means,
  userId: string,
  groupId: string,
  signal?: AbortSignal,
): Promise<void> {
  await doOnce<unknown>(
    means.surroundings,
    () =>
      means.ask(
        'assignUserToGroup',
        (okta) => okta.groups.assignUserToGroup({ groupId, userId }),
        signal,
      ),
    async () => (await isMember(means.ask, userId, groupId, signal)) || null,
    signal,
  )
}

export async function leaveGroup(
  means: Means,
  userId: string,
  groupId: string,
  signal?: AbortSignal,
): Promise<void> {
  await doOnce<unknown>(
    means.surroundings,
    () =>
      means.ask(
        'unassignUserFromGroup',
        (okta) => okta.groups.unassignUserFromGroup({ groupId, userId }),
        signal,
      ),
    async () => !(await isMember(means.ask, userId, groupId, signal)) || null,
    signal,
  )
}

async function isMember(
  ask: Ask,
  userId: string,
  groupId: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  return (await listGroupsOf(ask, userId, signal)).some(({ id }) => id === groupId)
}
