import type { OktaGroup } from '../people/records.ts'
import { timestamp } from '../time.ts'

/** A group as Okta's API shows it. */
export function groupView(group: OktaGroup, base: string): Record<string, unknown> {
  const { name, description } = group.profile
  const self = `${base}/api/v1/groups/${group.id}`
  return {
    id: group.id,
    created: timestamp(group.created),
    lastUpdated: timestamp(group.lastUpdated),
    lastMembershipUpdated: timestamp(group.lastMembershipUpdated),
    objectClass: ['okta:user_group'],
    type: group.type,
    profile: { name, ...(description === null ? {} : { description }) },
    _links: { users: { href: `${self}/users` }, apps: { href: `${self}/apps` } },
  }
}
