/** Commands of the authenticator API, by the standard's names (CTAP 2.2 §6, §8.1). */
export const COMMAND = Object.freeze({
  authenticatorMakeCredential: 0x01,
  authenticatorGetAssertion: 0x02,
  authenticatorGetInfo: 0x04,
  authenticatorClientPIN: 0x06,
  authenticatorReset: 0x07,
  authenticatorGetNextAssertion: 0x08,
  authenticatorBioEnrollment: 0x09,
  authenticatorCredentialManagement: 0x0a,
  authenticatorSelection: 0x0b,
  authenticatorLargeBlobs: 0x0c,
  authenticatorConfig: 0x0d,
  authenticatorBioEnrollmentPreview: 0x40,
  authenticatorCredentialManagementPreview: 0x41,
} as const)

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(COMMAND).map(([name, code]) => [code, name]),
)

/** The standard's name of a command byte; unnamed ones keep their number (CTAP 2.2 §8.1). */
export function commandName(command: number): string {
  return NAMES.get(command) ?? `command 0x${command.toString(16).padStart(2, '0')}`
}
