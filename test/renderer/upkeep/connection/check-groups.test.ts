import { expect, test } from 'vitest'
import { checkGroups } from '../../../../src/renderer/upkeep/connection/check-groups.ts'
import { report } from '../../support/upkeep-gallery.ts'

test('one report becomes three checks, and nothing of it is lost', () => {
  const groups = checkGroups(report)
  expect(groups.map(({ name }) => name)).toEqual(['sign-in', 'api', 'readiness'])
  expect(groups.map(({ items }) => items.map(({ name }) => name))).toEqual([
    ['sign-in', 'scope', 'scope', 'role'],
    ['organization', 'engine', 'clock', 'origin'],
    ['authenticator', 'enrollment-policy', 'key-model', 'sign-on-policy'],
  ])
})

test('what is to be looked at is counted; what nobody asked about is not', () => {
  expect(checkGroups(report).map(({ open }) => open)).toEqual([2, 2, 1])
  expect(checkGroups([]).map(({ open }) => open)).toEqual([0, 0, 0])
})
