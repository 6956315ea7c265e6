/** What a pinUvAuthToken may be used for (CTAP 2.2 §6.5.5.7). */
export const PIN_UV_AUTH_TOKEN_PERMISSION = Object.freeze({
  makeCredential: 0x01,
  getAssertion: 0x02,
  credentialManagement: 0x04,
  bioEnrollment: 0x08,
  largeBlobWrite: 0x10,
  authenticatorConfiguration: 0x20,
  persistentCredentialManagementReadOnly: 0x40,
} as const)

/** The name of a permission of a pinUvAuthToken (CTAP 2.2 §6.5.5.7). */
export type Permission = keyof typeof PIN_UV_AUTH_TOKEN_PERMISSION

/** The bits of named permissions. */
export function permissionBits(permissions: readonly Permission[]): number {
  return permissions.reduce((bits, name) => bits | PIN_UV_AUTH_TOKEN_PERMISSION[name], 0)
}
