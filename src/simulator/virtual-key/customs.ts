import { Status } from './status.ts'

/** Where keys in the field, and the suites that test them, differ from the letter of CTAP 2.1. */
export interface Customs {
  /** What setPIN answers when a PIN is set already. */
  readonly statusOfSecondSetPin: Status
  /** What an empty pinUvAuthParam is answered with, after the touch, when a PIN is set. */
  readonly statusOfTouchProbe: Status
  /** What hmac-secret answers to a saltAuth that does not fit. */
  readonly statusOfWrongSaltAuth: Status
  /** Whether makeCredential takes the option `up` at all; CTAP 2.0 did not. */
  readonly takesUpInMakeCredential: boolean
  /** Whether every credential of an allowList is offered, as in CTAP 2.0, or only the first. */
  readonly offersWholeAllowList: boolean
  /** Whether getPinToken's token may do everything until the power goes, as in CTAP 2.0. */
  readonly hasUnlimitedTokens: boolean
  /** Whether a wrong pinUvAuthParam costs a PIN retry. */
  readonly countsWrongAuthorizations: boolean
  /** Whether PIN retries are counted before there is a PIN, or PIN_NOT_SET is answered. */
  readonly countsRetriesWithoutPin: boolean
  /** Whether maps are written backwards, as firmware that does not sort them may have it. */
  readonly writesMapsBackwards: boolean
  /** Whether a blocked PIN is the answer to every command that uses credentials, PIN or not. */
  readonly locksWithPin: boolean
  /** Whether a host may use a channel it was never given, and INIT interrupts others' messages. */
  readonly takesAnyChannel: boolean
}

export const standardCustoms: Customs = {
  statusOfSecondSetPin: Status.pinAuthInvalid,
  statusOfTouchProbe: Status.pinInvalid,
  statusOfWrongSaltAuth: Status.pinAuthInvalid,
  takesUpInMakeCredential: true,
  offersWholeAllowList: false,
  hasUnlimitedTokens: false,
  countsWrongAuthorizations: false,
  countsRetriesWithoutPin: false,
  writesMapsBackwards: false,
  locksWithPin: false,
  takesAnyChannel: false,
}

/** As SoloKeys' simulator does it, and so its test suite expects it. */
export const simulatorCustoms: Customs = {
  statusOfSecondSetPin: Status.notAllowed,
  statusOfTouchProbe: Status.pinAuthInvalid,
  statusOfWrongSaltAuth: Status.extensionFirst,
  takesUpInMakeCredential: false,
  offersWholeAllowList: true,
  hasUnlimitedTokens: true,
  countsWrongAuthorizations: true,
  countsRetriesWithoutPin: true,
  writesMapsBackwards: false,
  locksWithPin: true,
  takesAnyChannel: true,
}
