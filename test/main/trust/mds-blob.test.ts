import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { CompactSign } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { fidoRoots } from '../../../src/main/trust/fido-roots.ts'
import {
  FIDO_SIGNER_NAME,
  MOST_BLOB_BYTES,
  readBlob,
  type MetadataBlob,
} from '../../../src/main/trust/mds-blob.ts'
import { faultOf } from '../../../src/main/trust/trust-error.ts'
import { base64Of, blobMakers, entryOf, issue, makeBlob } from '../../support/mds-blob.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const AAGUID = '0132d110-bf4e-4208-a403-ab4f5f12efe5'
const makers = blobMakers()
const signer = { roots: [makers.root.certificate], name: FIDO_SIGNER_NAME }

const read = (blob: Uint8Array, at = NOW): Promise<MetadataBlob> => readBlob(blob, signer, at)
const refusal = (blob: Uint8Array, at = NOW): Promise<unknown> => read(blob, at).catch(faultOf)

/** The blob with other text in one of its three parts. */
function changed(blob: Uint8Array, part: number, change: (text: string) => string): Uint8Array {
  const parts = Buffer.from(blob).toString().split('.')
  return Buffer.from(parts.map((text, at) => (at === part ? change(text) : text)).join('.'))
}

const flipMiddle = (text: string): string => {
  const middle = Math.floor(text.length / 2)
  return text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1)
}

describe('a blob', () => {
  test('tells its number, its next update and its models', async () => {
    const root = issue({ name: 'maker' })
    const reports = [
      { status: 'FIDO_CERTIFIED_L1', effectiveDate: '2025-01-01', certificateNumber: 'X' },
      { status: 'ATTESTATION_KEY_COMPROMISE', batchCertificate: base64Of(root) },
    ]
    const entries = [entryOf(AAGUID.toUpperCase(), { name: 'Key One', roots: [root], reports })]
    const blob = await read(await makeBlob(makers, { no: 12, entries }))
    expect(blob).toMatchObject({ number: 12, nextUpdate: '2026-06-01', malformed: 0 })
    expect(blob.byAaguid.get(AAGUID)).toEqual({
      name: 'Key One',
      roots: [Uint8Array.from(root.certificate.raw)],
      reports: [
        { status: 'FIDO_CERTIFIED_L1', effectiveDate: '2025-01-01', certificates: [] },
        {
          status: 'ATTESTATION_KEY_COMPROMISE',
          effectiveDate: null,
          certificates: [Uint8Array.from(root.certificate.raw)],
        },
      ],
    })
  })

  test('names a model in one line of text, no longer than a name', async () => {
    const name = `Key\r\n\u202e${'x'.repeat(1_000)}`
    const entries = [entryOf(AAGUID, { name, reports: [{ status: 'REVOKED\u001b[2J' }] })]
    const model = (await read(await makeBlob(makers, { entries }))).byAaguid.get(AAGUID)
    expect(model?.name).toMatch(/^Key␍␊<U\+202E>x+…$/)
    expect(model?.name).toHaveLength(256)
    expect(model?.reports.map(({ status }) => status)).toEqual(['REVOKED␛[2J'])
  })

  test('may end with a line break, as a downloaded file does', async () => {
    const blob = await makeBlob(makers)
    expect(await read(Buffer.concat([blob, Buffer.from('\r\n')]))).toMatchObject({ number: 7 })
  })

  test.each([
    ['UTF-8', '\ufeff', 'utf8'],
    ['UTF-16', '\ufeff', 'utf16le'],
  ] as const)('may have been saved again by an editor, as %s with a mark', async (_, mark, as) => {
    const text = Buffer.from(await makeBlob(makers)).toString('latin1')
    expect(await read(Buffer.from(mark + text, as))).toMatchObject({ number: 7 })
  })

  test('loses a malformed entry and no other; those of UAF are none of ours', async () => {
    const entries = [
      { aaguid: 'not-a-uuid', statusReports: [] },
      entryOf(AAGUID),
      null,
      { aaguid: AAGUID, statusReports: [{ status: 5 }] },
      { aaid: '1234#5678', statusReports: [] },
      { attestationCertificateKeyIdentifiers: ['0AFF'], statusReports: [] },
      { aaguid: '11111111-1111-1111-1111-111111111111' },
    ]
    const blob = await read(await makeBlob(makers, { entries }))
    expect([...blob.byAaguid.keys()]).toEqual([AAGUID, '11111111-1111-1111-1111-111111111111'])
    expect([...blob.byKeyIdentifier.keys()]).toEqual(['0aff'])
    expect(blob.malformed).toBe(3)
  })

  test('two entries of one model do not hide each other', async () => {
    const entries = [
      entryOf(AAGUID, { reports: [{ status: 'REVOKED' }] }),
      entryOf(AAGUID, { name: 'Again', reports: [{ status: 'FIDO_CERTIFIED' }] }),
    ]
    const model = (await read(await makeBlob(makers, { entries }))).byAaguid.get(AAGUID)
    expect(model?.name).toBe('Test key')
    expect(model?.reports.map(({ status }) => status)).toEqual(['REVOKED', 'FIDO_CERTIFIED'])
  })
})

describe('a blob is refused', () => {
  test('when one character of it was changed', async () => {
    const blob = await makeBlob(makers, { entries: [entryOf(AAGUID)] })
    expect(await refusal(changed(blob, 1, flipMiddle))).toBe('signature')
    expect(await refusal(changed(blob, 2, flipMiddle))).toBe('signature')
    expect(await refusal(changed(blob, 0, flipMiddle))).not.toHaveProperty('number')
  })

  test('when another key signed it', async () => {
    const other = issue({ name: 'mds.fidoalliance.org' })
    const forged = { ...makers, signer: { ...makers.signer, privateKey: other.privateKey } }
    expect(await refusal(await makeBlob(forged))).toBe('signature')
  })

  test('when it is signed with a secret in the place of a key, or not at all', async () => {
    const x5c = [makers.signer, makers.intermediate].map(base64Of)
    const payload = Buffer.from(JSON.stringify({ no: 9, nextUpdate: '2030-01-01', entries: [] }))
    const secret = makers.signer.certificate.publicKey.export({ type: 'spki', format: 'der' })
    const symmetric = await new CompactSign(payload)
      .setProtectedHeader({ alg: 'HS256', x5c })
      .sign(Uint8Array.from(secret))
    expect(await refusal(Buffer.from(symmetric))).toBe('signature')
    const header = Buffer.from(JSON.stringify({ alg: 'none', x5c })).toString('base64url')
    const unsigned = `${header}.${payload.toString('base64url')}.AA`
    expect(await refusal(Buffer.from(unsigned))).toBe('signature')
  })

  test('when its chain leads to another root, or has a gap', async () => {
    expect(await refusal(await makeBlob(blobMakers()))).toBe('untrusted-chain')
    const x5c = [base64Of(makers.signer)]
    expect(await refusal(await makeBlob(makers, { header: { x5c } }))).toBe('untrusted-chain')
  })

  test('when its signer has another name, though the chain is good', async () => {
    const elsewhere = issue({
      name: 'mds.fidoalliance.org',
      host: 'mds.example.com',
      isAuthority: false,
      issuer: makers.intermediate,
    })
    expect(await refusal(await makeBlob({ ...makers, signer: elsewhere }))).toBe('other-signer')
  })

  test('when a certificate of its chain has expired or is not valid yet', async () => {
    const blob = await makeBlob(makers)
    expect(await refusal(blob, Date.parse('2050-01-01'))).toBe('expired-certificate')
    expect(await refusal(blob, Date.parse('2019-01-01'))).toBe('expired-certificate')
  })

  test.each([
    ['no x5c', { x5c: undefined }],
    ['an empty x5c', { x5c: [] }],
    ['no certificates in x5c', { x5c: ['AAAA'] }],
    ['an address in the place of certificates', { x5c: undefined, x5u: 'https://example.com' }],
  ])('when it has %s', async (_name, header) => {
    expect(await refusal(await makeBlob(makers, { header }))).toBe('no-certificate')
  })

  test.each([
    ['no number', { nextUpdate: '2026-06-01', entries: [] }],
    ['a negative number', { no: -1, nextUpdate: '2026-06-01', entries: [] }],
    ['no date', { no: 1, nextUpdate: 'soon', entries: [] }],
    ['no entries', { no: 1, nextUpdate: '2026-06-01' }],
    ['no object', 'text'],
  ])('when its signed payload has %s', async (_name, payload) => {
    expect(await refusal(await makeBlob(makers, { payload }))).toBe('not-a-blob')
  })

  test.each(['', 'x', 'a.b', '<html>', 'a.b.c.d', '!.!.!', 'e30.e30.', 'AAAA.AAAA.AAAA'])(
    'when it is %j',
    async (text) => {
      expect(await refusal(Buffer.from(text))).toBe('not-a-blob')
    },
  )

  test('when it is larger than any blob', async () => {
    expect(await refusal(new Uint8Array(MOST_BLOB_BYTES + 1))).toBe('too-large')
  })
})

// The example of the FIDO Metadata Service specification v3.0, "Examples", with the signature that
// Yubico/python-fido2 1.2.0 gives it in tests/test_mds3.py: theirs is DER, here it is r and s, as JWS
// wants it (RFC 7518 §3.4).
describe('the example of the specification', () => {
  const vector = (name: string): Promise<Uint8Array> =>
    readFile(join(import.meta.dirname, 'vectors', `fido-mds3-example${name}`))
  const name = 'EXAMPLE MDS3 SIGNING CERTIFICATE'
  let blob: Uint8Array = new Uint8Array()
  let root = makers.root.certificate

  beforeAll(async () => {
    blob = await vector('.jwt')
    root = new X509Certificate(await vector('-root.pem'))
  })

  test('is read under its own root and the name of its signer', async () => {
    const { number, nextUpdate, byAaguid, malformed } = await readBlob(
      blob,
      { roots: [root], name },
      NOW,
    )
    expect({ number, nextUpdate, malformed }).toEqual({
      number: 15,
      nextUpdate: '2020-03-30',
      malformed: 0,
    })
    expect([...byAaguid.keys()]).toEqual([AAGUID])
    const model = byAaguid.get(AAGUID)
    expect(model?.name).toBe('FIDO Alliance Sample FIDO2 Authenticator')
    expect(model?.reports.map(({ status }) => status)).toEqual([
      'FIDO_CERTIFIED',
      'FIDO_CERTIFIED_L1',
    ])
    const [der = new Uint8Array()] = model?.roots ?? []
    expect(new X509Certificate(der).subject).toContain('CN=Sample Attestation Root')
  })

  test('is refused under another root, for another signer, and with a byte changed', async () => {
    const trust = { roots: [root], name }
    const refusal = (bytes: Uint8Array, signer: typeof trust, at = NOW): Promise<unknown> =>
      readBlob(bytes, signer, at).catch(faultOf)
    expect(await refusal(blob, { ...trust, roots: [...fidoRoots()] })).toBe('untrusted-chain')
    expect(await refusal(blob, { ...trust, name: FIDO_SIGNER_NAME })).toBe('other-signer')
    expect(await refusal(changed(blob, 1, flipMiddle), trust)).toBe('signature')
    expect(await refusal(blob, trust, Date.parse('2032-01-01'))).toBe('expired-certificate')
  })
})

describe("FIDO's roots", () => {
  test.each([
    // MDS v3.1 §3.1.8
    ['R3', 'cbb522d7b7f127ad6a0113865bdf1cd4102e7d0759af635a7cf4720dc963c53b'],
    // The Mozilla root programme's, in Debian's ca-certificates 20230311
    ['R46', '4fa3126d8d3a11d1c4855a4f807cbad6cf919d3a5a88b03bea2c6372d93c40c9'],
  ])('GlobalSign %s is the one that Node.js ships', (name, sha256) => {
    const root = fidoRoots().find(({ subject }) => subject.includes(name))
    expect(root?.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(sha256)
    expect(root?.verify(root.publicKey)).toBe(true)
    const shipped = rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256)
    expect(shipped).toContain(root?.fingerprint256)
  })

  // As FIDO's since August 2026: an EV authority below the new root, which the old one vouches for.
  describe('change', () => {
    const [former, present] = [issue({ name: 'former root' }), issue({ name: 'present root' })]
    const authority = issue({ name: 'EV authority', issuer: present })
    const leaf = { issuer: authority, name: FIDO_SIGNER_NAME, host: FIDO_SIGNER_NAME }
    const changed = { ...makers, signer: issue({ ...leaf, isAuthority: false }) }
    const crossed = issue({ name: 'present root', like: present, issuer: former })
    const roots = { both: [former, present], former: [former], present: [present] }

    test.each([
      ['both', 'the authority alone', [authority], 7],
      ['both', 'a certificate from the former root, too', [authority, crossed], 7],
      ['present', 'the authority alone', [authority], 7],
      ['present', 'a certificate from the former root, too', [authority, crossed], 7],
      ['former', 'a certificate from the former root, too', [authority, crossed], 7],
      ['former', 'the authority alone', [authority], 'untrusted-chain'],
    ] as const)('with %s known, the signer brings %s', async (known, _what, brought, outcome) => {
      const x5c = [changed.signer, ...brought].map(base64Of)
      const blob = await makeBlob(changed, { header: { x5c } })
      const who = { roots: roots[known].map(({ certificate }) => certificate) }
      const reading = readBlob(blob, { ...who, name: FIDO_SIGNER_NAME }, NOW)
      expect(await reading.then(({ number }) => number, faultOf)).toBe(outcome)
    })
  })

  test('sign nothing after their own time, unlike those of a model', async () => {
    const root = issue({ name: 'old root', to: '260101000000Z' })
    const issuer = issue({ name: 'authority', issuer: root })
    const leaf = { issuer, name: FIDO_SIGNER_NAME, host: FIDO_SIGNER_NAME, isAuthority: false }
    const old = { root, intermediate: issuer, signer: issue(leaf) }
    const blob = await makeBlob(old)
    const who = { roots: [root.certificate], name: FIDO_SIGNER_NAME }
    expect(await readBlob(blob, who, NOW).catch(faultOf)).toBe('expired-certificate')
    expect(await readBlob(blob, who, Date.parse('2025-06-01'))).toMatchObject({ number: 7 })
  })
})
