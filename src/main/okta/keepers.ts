import type { FactorLister, GroupKeeper, PersonKeeper } from '../idp.ts'
import { joinGroup, leaveGroup, listGroupsOf, searchGroups } from './groups.ts'
import { createPerson } from './new-person.ts'
import type { Means } from './means.ts'
import { listFactors } from './person-factors.ts'
import { setProfileAttribute, suspendPerson, unsuspendPerson } from './standing.ts'

/** What Okta does for people beside registering their keys. */
export function createKeepers(means: Means): PersonKeeper & GroupKeeper & FactorLister {
  const { ask } = means
  return {
    suspendPerson: (personId, signal) => suspendPerson(means, personId, signal),
    unsuspendPerson: (personId, signal) => unsuspendPerson(means, personId, signal),
    setProfileAttribute: (personId, name, value, signal) =>
      setProfileAttribute(means, personId, name, value, signal),
    createPerson: (person, signal) => createPerson(means, person, signal),
    searchGroups: (text, signal) => searchGroups(ask, text, signal),
    listGroupsOf: (personId, signal) => listGroupsOf(ask, personId, signal),
    joinGroup: (personId, groupId, signal) => joinGroup(means, personId, groupId, signal),
    leaveGroup: (personId, groupId, signal) => leaveGroup(means, personId, groupId, signal),
    listFactors: (personId, signal) => listFactors(ask, personId, signal),
  }
}
