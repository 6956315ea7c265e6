import type { CustomAaguid } from '../settings.ts'

/** DER of the certificate that issued every virtual key's batch certificate. */
const VIRTUAL_KEY_ROOT =
  'MIIB4zCCAYmgAwIBAgIJARBgUxtmgb6sMAoGCCqGSM49BAMCMGIxCzAJBgNVBAYTAlNFMRAwDgYDVQQKDAdLZXlkZX' +
  'NrMR4wHAYDVQQLDBVBdHRlc3RhdGlvbiBhdXRob3JpdHkxITAfBgNVBAMMGEtleWRlc2sgdmlydHVhbCBrZXkgcm9v' +
  'dDAgFw0yMDAxMDEwMDAwMDBaGA8yMDk5MTIzMTIzNTk1OVowYjELMAkGA1UEBhMCU0UxEDAOBgNVBAoMB0tleWRlc2' +
  'sxHjAcBgNVBAsMFUF0dGVzdGF0aW9uIGF1dGhvcml0eTEhMB8GA1UEAwwYS2V5ZGVzayB2aXJ0dWFsIGtleSByb290' +
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2wSy9RlljOztVVw7/AqULZn2ZFZ2XPcy6T6UeZMSCAd/zgDfqgXjnL' +
  'mzJpILcQWKfbC496PcNrO6mu1eNE33VKMmMCQwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMCAQYwCgYI' +
  'KoZIzj0EAwIDSAAwRQIhAI3PkoeBo+ZxryvecaAffbzUup9KsvRmyoeyS2SZ58wnAiB7ztxkLNWt8nqF9IjzOZ782c' +
  'qYEVBuzMUs7L84LnJyFw=='

/** The station's own virtual key is in no metadata service: this is how an admin admits a model. */
export function virtualKeyModel(): CustomAaguid {
  return {
    aaguid: '9c1ff2d1-d0cb-4e6c-8a4e-3b53a0d8c7e1',
    name: 'Keydesk virtual key',
    authenticatorCharacteristics: {
      platformAttached: false,
      fipsCompliant: false,
      hardwareProtected: false,
    },
    attestationRootCertificates: [{ x5c: VIRTUAL_KEY_ROOT }],
  }
}
