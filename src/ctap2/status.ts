/** Status bytes of the authenticator API, by the standard's names (CTAP 2.2 §8.2). */
export const CTAP_STATUS = Object.freeze({
  CTAP2_OK: 0x00,
  CTAP1_ERR_INVALID_COMMAND: 0x01,
  CTAP1_ERR_INVALID_PARAMETER: 0x02,
  CTAP1_ERR_INVALID_LENGTH: 0x03,
  CTAP1_ERR_INVALID_SEQ: 0x04,
  CTAP1_ERR_TIMEOUT: 0x05,
  CTAP1_ERR_CHANNEL_BUSY: 0x06,
  CTAP1_ERR_LOCK_REQUIRED: 0x0a,
  CTAP1_ERR_INVALID_CHANNEL: 0x0b,
  CTAP2_ERR_CBOR_UNEXPECTED_TYPE: 0x11,
  CTAP2_ERR_INVALID_CBOR: 0x12,
  CTAP2_ERR_MISSING_PARAMETER: 0x14,
  CTAP2_ERR_LIMIT_EXCEEDED: 0x15,
  CTAP2_ERR_FP_DATABASE_FULL: 0x17,
  CTAP2_ERR_LARGE_BLOB_STORAGE_FULL: 0x18,
  CTAP2_ERR_CREDENTIAL_EXCLUDED: 0x19,
  CTAP2_ERR_PROCESSING: 0x21,
  CTAP2_ERR_INVALID_CREDENTIAL: 0x22,
  CTAP2_ERR_USER_ACTION_PENDING: 0x23,
  CTAP2_ERR_OPERATION_PENDING: 0x24,
  CTAP2_ERR_NO_OPERATIONS: 0x25,
  CTAP2_ERR_UNSUPPORTED_ALGORITHM: 0x26,
  CTAP2_ERR_OPERATION_DENIED: 0x27,
  CTAP2_ERR_KEY_STORE_FULL: 0x28,
  CTAP2_ERR_UNSUPPORTED_OPTION: 0x2b,
  CTAP2_ERR_INVALID_OPTION: 0x2c,
  CTAP2_ERR_KEEPALIVE_CANCEL: 0x2d,
  CTAP2_ERR_NO_CREDENTIALS: 0x2e,
  CTAP2_ERR_USER_ACTION_TIMEOUT: 0x2f,
  CTAP2_ERR_NOT_ALLOWED: 0x30,
  CTAP2_ERR_PIN_INVALID: 0x31,
  CTAP2_ERR_PIN_BLOCKED: 0x32,
  CTAP2_ERR_PIN_AUTH_INVALID: 0x33,
  CTAP2_ERR_PIN_AUTH_BLOCKED: 0x34,
  CTAP2_ERR_PIN_NOT_SET: 0x35,
  CTAP2_ERR_PUAT_REQUIRED: 0x36,
  CTAP2_ERR_PIN_POLICY_VIOLATION: 0x37,
  CTAP2_ERR_REQUEST_TOO_LARGE: 0x39,
  CTAP2_ERR_ACTION_TIMEOUT: 0x3a,
  CTAP2_ERR_UP_REQUIRED: 0x3b,
  CTAP2_ERR_UV_BLOCKED: 0x3c,
  CTAP2_ERR_INTEGRITY_FAILURE: 0x3d,
  CTAP2_ERR_INVALID_SUBCOMMAND: 0x3e,
  CTAP2_ERR_UV_INVALID: 0x3f,
  CTAP2_ERR_UNAUTHORIZED_PERMISSION: 0x40,
  CTAP1_ERR_OTHER: 0x7f,
} as const)

/** A status the standard names, for example `CTAP2_ERR_PIN_INVALID` (CTAP 2.2 §8.2). */
export type CtapStatusName = keyof typeof CTAP_STATUS

/** Error bytes of a CTAPHID_ERROR message, by the standard's names (CTAP 2.2 §11.2.9.1.6). */
export const CTAPHID_ERROR_CODE = Object.freeze({
  ERR_INVALID_CMD: 0x01,
  ERR_INVALID_PAR: 0x02,
  ERR_INVALID_LEN: 0x03,
  ERR_INVALID_SEQ: 0x04,
  ERR_MSG_TIMEOUT: 0x05,
  ERR_CHANNEL_BUSY: 0x06,
  ERR_LOCK_REQUIRED: 0x0a,
  ERR_INVALID_CHANNEL: 0x0b,
  ERR_OTHER: 0x7f,
} as const)

/** A transport error the standard names, for example `ERR_CHANNEL_BUSY` (CTAP 2.2 §11.2.9.1.6). */
export type CtapHidErrorName = keyof typeof CTAPHID_ERROR_CODE

const STATUS_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(CTAP_STATUS).map(([name, status]) => [status, name]),
)

const HID_ERROR_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(CTAPHID_ERROR_CODE).map(([name, code]) => [code, name]),
)

/** The standard's name of a status byte; unnamed ones keep their range and number (CTAP 2.2 §8.2). */
export function statusName(status: number): string {
  return STATUS_NAMES.get(status) ?? `${statusRange(status)}_${hexByte(status)}`
}

/** The standard's name of a CTAPHID error byte; unnamed ones keep their number (§11.2.9.1.6). */
export function hidErrorName(code: number): string {
  return HID_ERROR_NAMES.get(code) ?? `ERR_${hexByte(code)}`
}

function statusRange(status: number): string {
  if (status >= 0xf0) return 'CTAP2_ERR_VENDOR'
  if (status >= 0xe0) return 'CTAP2_ERR_EXTENSION'
  return 'CTAP2_ERR_UNKNOWN'
}

function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`
}
