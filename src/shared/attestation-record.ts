/** What a key showed when it was issued, for whoever wants to verify it again; JSON. */
export interface AttestationRecord {
  readonly issuanceId: string
  readonly login: string
  readonly provider: string
  /** Lower-case UUID. */
  readonly aaguid: string | null
  readonly keySerial: string | null
  readonly rpId: string | null
  /** ISO 8601. */
  readonly createdAt: string
  readonly registration: RegistrationJSON
}

/** RegistrationResponseJSON of WebAuthn Level 3 §5.1, as far as it is needed; bytes are base64url. */
export interface RegistrationJSON {
  readonly id: string
  readonly rawId: string
  readonly type: 'public-key'
  readonly response: {
    readonly attestationObject: string
    /** Missing where the station kept the attestation without it. */
    readonly clientDataJSON?: string
  }
  readonly clientExtensionResults: Readonly<Record<string, never>>
}
