/** A connection of a service app, with values to be replaced; see docs/okta.md. */
export const connectionFile = `{
  "orgUrl": "https://acme.okta.com",
  "auth": {
    "kind": "service-app",
    "clientId": "0oa…",
    "keyId": "…",
    "privateKeyFile": "keydesk-app.pem"
  }
}`

/** The scopes of the service app, and what each is for; see docs/okta.md. */
export const scopes = [
  ['users', ['okta.users.manage', 'okta.users.read']],
  ['groups', ['okta.groups.manage']],
  ['logs', ['okta.logs.read']],
  ['report', ['okta.authenticators.read', 'okta.policies.read']],
] as const

/** The permissions of its role, and what each is for; see docs/okta.md. */
export const roles = [
  ['find', ['okta.users.read', 'okta.groups.read']],
  ['keys', ['okta.users.credentials.manage']],
  ['people', ['okta.users.create', 'okta.users.userprofile.manage']],
  ['suspend', ['okta.users.lifecycle.suspend', 'okta.users.lifecycle.unsuspend']],
  ['groups', ['okta.groups.members.manage', 'okta.users.groupMembership.manage']],
] as const
