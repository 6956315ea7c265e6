import type { FactorLister, GroupKeeper, PersonKeeper } from '../provider.ts'
import { listFactors } from './factors/person-factors.ts'
import type { Means } from './means.ts'
import { joinGroup, leaveGroup, listGroupsOf, searchGroups } from './people/groups.ts'
import { createPerson } from './people/new-person.ts'
import { setProfileAttribute, suspendPerson, unsuspendPerson } from './people/standing.ts'

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
