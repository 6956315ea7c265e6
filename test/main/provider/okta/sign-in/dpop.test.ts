import { expect, test } from 'vitest'
import { targetUri } from '../../../../../src/main/provider/okta/sign-in/dpop.ts'

// What Okta takes, character by character, as others found out at a tenant.
test.each([
  ['/api/v1/users/00u1', '/api/v1/users/00u1'],
  ['/api/v1/users?filter=profile.login%20eq%20%22a%22', '/api/v1/users'],
  ['/api/v1/users/jane.doe%40example.com', '/api/v1/users/jane.doe@example.com'],
  ['/api/v1/users/jane.doe@example.com#top', '/api/v1/users/jane.doe@example.com'],
  ['/a%25b', '/a%25b'],
  ['/a%2540b', '/a%2540b'],
  ['/a%20b', '/a%20b'],
  ['/a%22b', '/a%22b'],
  ['/a%23b', '/a%23b'],
  ['/a%2Bb%26c%3Dd%27', "/a+b&c=d'"],
  ['/%E5%B1%B1%E7%94%B0', '/山田'],
])('the proof for %s is signed for %s', (path, signed) => {
  expect(targetUri(`https://acme.okta.com${path}`)).toBe(`https://acme.okta.com${signed}`)
})
