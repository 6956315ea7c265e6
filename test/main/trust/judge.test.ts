import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  Authenticator,
  clientDataJSON,
  makeCredential,
  verifyAttestation,
} from '../../../src/ctap2/index.ts'
import { deskTrust } from '../../../src/main/trust/desk-trust.ts'
import {
  isModelAllowed,
  judgeAttestation,
  remarksOnModel,
  type AttestationDemand,
  type JudgedStatement,
  type Judgement,
  type ValidAttestation,
} from '../../../src/main/trust/judge.ts'
import { indexModels } from '../../../src/main/trust/mds-entry.ts'
import { describeRoot } from '../../../src/main/trust/roots.ts'
import type { TrustProblem } from '../../../src/main/trust/trust-error.ts'
import { openTrustStore } from '../../../src/main/trust/trust-store.ts'
import { createTrust, type Trust } from '../../../src/main/trust/trust.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../../support/key-port.ts'
import { base64Of, entryOf, issue, type Issued } from '../../support/mds-blob.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const AAGUID = '2fc0579f-8113-47ea-b116-bb5a8db9202a'
const OTHER = 'fa2b99dc-9e39-4257-8f92-4a30d23c4118'
const ZERO = '00000000-0000-0000-0000-000000000000'
const DEMANDS = ['record', 'verify', 'require-root'] as const

const root = issue({ name: 'maker root' })
const middle = issue({ name: 'maker', issuer: root })
const batch = issue({ name: 'batch', isAuthority: false, issuer: middle })

const basic = (...chain: readonly Issued[]): ValidAttestation => ({
  type: 'basic',
  certificates: chain.map(({ certificate }) => certificate),
})

/** What is trusted: roots of the station's own, and entries of metadata when they are given. */
function trusting(what: {
  readonly roots?: readonly Issued[]
  readonly entries?: readonly unknown[]
  readonly problems?: readonly TrustProblem[]
  readonly nextUpdate?: string
}): Trust {
  const { roots = [], entries, problems = [], nextUpdate = '2026-06-01' } = what
  const stored = entries && {
    blob: { number: 1, nextUpdate, ...indexModels(entries) },
    importedAt: NOW,
    isSignerExpired: false,
  }
  const own = roots.map(({ certificate }) => describeRoot(certificate))
  const parts = { roots: own, metadataRoots: [], problems, stored: stored ?? null }
  return createTrust(parts, NOW)
}

function judge(
  trust: Trust,
  attestation: AttestationDemand,
  wish: {
    readonly of?: JudgedStatement
    readonly aaguid?: string
    readonly models?: readonly string[]
  } = {},
): Judgement {
  const { of = basic(batch, middle), aaguid = AAGUID, models = [] } = wish
  return judgeAttestation(of, aaguid, { attestation, models }, trust, NOW)
}

/** Per demand: the reason of the refusal, or the reasons of the warnings. */
function outcomes(trust: Trust, wish: Parameters<typeof judge>[2] = {}): unknown {
  return DEMANDS.map((demand) => {
    const judgement = judge(trust, demand, wish)
    return judgement.ok ? judgement.warnings.map(({ reason }) => reason) : judgement.reason
  })
}

const allowed = (model: string | null, trusted: 'root' | 'none', warnings: unknown[] = []) => ({
  ok: true,
  model,
  trusted,
  warnings,
})

test('a statement by an algorithm that is not verified here vouches for nothing', () => {
  const reason = 'unverified-algorithm'
  const entries = [entryOf(AAGUID, { name: 'Key', roots: [root] })]
  const trust = trusting({ roots: [root], entries })
  const of: JudgedStatement = { type: 'unverified', algorithm: -48, certificates: [] }
  expect(outcomes(trust, { of })).toEqual([[reason], reason, reason])
  expect(judge(trust, 'record', { of })).toEqual(
    allowed('Key', 'none', [{ reason, algorithm: -48 }]),
  )
  expect(judge(trust, 'record', { of, models: [OTHER] })).toMatchObject({
    reason: 'model-not-allowed',
  })
})

describe('the chain', () => {
  test('leads to a root of the station', () => {
    const trust = trusting({ roots: [root] })
    expect(judge(trust, 'require-root')).toEqual(allowed(null, 'root'))
  })

  test("leads to one of the model's roots in metadata, and to no other model's", () => {
    const entries = [entryOf(AAGUID, { name: 'Key', roots: [root] }), entryOf(OTHER)]
    const trust = trusting({ entries })
    expect(judge(trust, 'require-root')).toEqual(allowed('Key', 'root'))
    expect(judge(trust, 'require-root', { aaguid: OTHER })).toMatchObject({ reason: 'no-roots' })
  })

  test('may end at the batch certificate itself, where metadata has it as a root', () => {
    const trust = trusting({ entries: [entryOf(AAGUID, { roots: [batch] })] })
    expect(judge(trust, 'require-root', { of: basic(batch) })).toMatchObject({ trusted: 'root' })
  })

  test('that leads nowhere is refused where a root is required', () => {
    const trust = trusting({ roots: [issue({ name: 'another' })] })
    expect(outcomes(trust)).toEqual([['untrusted-root'], ['untrusted-root'], 'untrusted-root'])
    expect(judge(trust, 'verify')).toMatchObject({ ok: true, trusted: 'none' })
  })

  test('that leads over an expired certificate is refused where a root is required', () => {
    const expired = { name: 'batch', isAuthority: false, issuer: root, to: '251231235959Z' }
    const reason = 'expired-certificate'
    const of = basic(issue(expired))
    expect(outcomes(trusting({ roots: [root] }), { of })).toEqual([[reason], [reason], reason])
  })

  test('that leads to a root of the model whose own dates have gone by is taken, with a remark', () => {
    const old = issue({ name: 'maker root', like: root, to: '251231235959Z' })
    const trust = trusting({ entries: [entryOf(AAGUID, { name: 'Key', roots: [old] })] })
    expect(judge(trust, 'require-root')).toEqual(
      allowed('Key', 'root', [{ reason: 'expired-anchor' }]),
    )
    const oldMiddle = issue({ name: 'maker', like: middle, issuer: root, to: '251231235959Z' })
    expect(judge(trust, 'require-root', { of: basic(batch, oldMiddle) })).toMatchObject({
      reason: 'expired-certificate',
    })
    const renewed = trusting({ entries: [entryOf(AAGUID, { name: 'Key', roots: [old, root] })] })
    expect(judge(renewed, 'require-root')).toEqual(allowed('Key', 'root'))
  })

  test('where no root is known that could vouch', () => {
    const others = trusting({ entries: [entryOf(AAGUID), entryOf(OTHER)] })
    expect(outcomes(others)).toEqual([['no-roots'], ['no-roots'], 'no-roots'])
    // Where nothing is trusted at all, no key is told apart by it.
    expect(outcomes(trusting({}))).toEqual([[], [], 'no-roots'])
    const broken = {
      ...entryOf(AAGUID),
      metadataStatement: { attestationRootCertificates: ['AA'] },
    }
    expect(outcomes(trusting({ entries: [broken] }))).toEqual([
      ['no-roots'],
      ['no-roots'],
      'no-roots',
    ])
  })

  test.each(['self', 'none'] as const)('is not there: attestation %s', (type) => {
    const of = { type, certificates: [] }
    const reason = 'no-attestation'
    expect(outcomes(trusting({ roots: [root] }), { of })).toEqual([[reason], [reason], reason])
    expect(judge(trusting({ roots: [root] }), 'require-root', { of })).toMatchObject({ type })
  })
})

describe('the list of models', () => {
  test('is open when it is empty', () => {
    expect(isModelAllowed(AAGUID, [])).toBe(true)
    expect(isModelAllowed(ZERO, [])).toBe(true)
  })

  test('has the AAGUID, however it is written', () => {
    expect(isModelAllowed(AAGUID.toUpperCase(), [OTHER, AAGUID])).toBe(true)
    expect(isModelAllowed(AAGUID, [OTHER])).toBe(false)
  })

  test('never has the AAGUID of all zeros', () => {
    expect(isModelAllowed(ZERO, [ZERO])).toBe(false)
  })

  test.each(DEMANDS)('counts under %s, whatever is trusted', (demand) => {
    const trust = trusting({ entries: [entryOf(AAGUID, { name: 'Key', roots: [root] })] })
    expect(judge(trust, demand, { models: [OTHER] })).toEqual({
      ok: false,
      model: 'Key',
      reason: 'model-not-allowed',
      aaguid: AAGUID,
    })
    expect(judge(trust, demand, { models: [AAGUID] }).ok).toBe(true)
  })
})

describe("FIDO's status reports", () => {
  const reporting = (...reports: readonly Readonly<Record<string, unknown>>[]): Trust =>
    trusting({ entries: [entryOf(AAGUID, { roots: [root], reports })] })

  test.each([
    'REVOKED',
    'USER_VERIFICATION_BYPASS',
    'ATTESTATION_KEY_COMPROMISE',
    'USER_KEY_REMOTE_COMPROMISE',
    'USER_KEY_PHYSICAL_COMPROMISE',
  ])('%s refuses the model, but for the record', (status) => {
    const trust = reporting({ status: 'FIDO_CERTIFIED' }, { status })
    expect(outcomes(trust)).toEqual([['status'], 'status', 'status'])
    expect(judge(trust, 'verify')).toMatchObject({ ok: false, status })
    expect(judge(trust, 'record')).toMatchObject({ trusted: 'root' })
  })

  test('an update or a certificate that came later lifts nothing', () => {
    const trust = reporting(
      { status: 'USER_KEY_REMOTE_COMPROMISE', effectiveDate: '2024-01-01' },
      { status: 'UPDATE_AVAILABLE', effectiveDate: '2024-02-01' },
      { status: 'FIDO_CERTIFIED_L1', effectiveDate: '2024-03-01' },
    )
    expect(outcomes(trust)).toEqual([['status', 'update-available'], 'status', 'status'])
  })

  test('the gravest of several is told', () => {
    const trust = reporting({ status: 'USER_VERIFICATION_BYPASS' }, { status: 'REVOKED' })
    expect(judge(trust, 'verify')).toMatchObject({ status: 'REVOKED' })
  })

  test('an update, a certification and words of tomorrow refuse nothing', () => {
    const trust = reporting(
      { status: 'FIDO_CERTIFIED_L2' },
      { status: 'UPDATE_AVAILABLE' },
      { status: 'SOMETHING_NEW' },
    )
    expect(judge(trust, 'require-root')).toEqual(
      allowed('Test key', 'root', [{ reason: 'update-available' }]),
    )
  })

  test.each([
    [
      'none, whatever came before',
      [
        ['FIDO_CERTIFIED_L2', '2021'],
        ['NOT_FIDO_CERTIFIED', '2024'],
      ],
    ],
    ['only its maker’s word', [['SELF_ASSERTION_SUBMITTED', '2021']]],
  ])('a certification that is gone or never was is told: %s', (_name, given) => {
    const reports = given.map(([status, year]) => ({ status, effectiveDate: `${year}-01-01` }))
    const warnings = [{ reason: 'not-certified' }]
    expect(judge(reporting(...reports), 'require-root')).toMatchObject({ ok: true, warnings })
  })

  test('a weaker certification than the one before is told, in the order of the dates', () => {
    const [level2, level1] = [
      { status: 'FIDO_CERTIFIED_L2', effectiveDate: '2021-01-01' },
      { status: 'FIDO_CERTIFIED_L1', effectiveDate: '2024-01-01' },
    ]
    const [now, before] = [level1.status, level2.status]
    const warnings = [{ reason: 'certified-lower', now, before }]
    expect(judge(reporting(level1, level2), 'verify')).toMatchObject({ warnings })
    const undated = { status: 'FIDO_CERTIFIED_L2' }
    expect(judge(reporting(undated, level1), 'verify')).toMatchObject({ warnings: [] })
  })

  test('a model that is retired is told', () => {
    const trust = reporting({ status: 'FIDO_CERTIFIED' }, { status: 'RETIRED' })
    expect(judge(trust, 'require-root')).toMatchObject({ warnings: [{ reason: 'retired' }] })
  })

  test('are told of a model by its AAGUID alone, without a key at hand', () => {
    const trust = reporting({ status: 'REVOKED' }, { status: 'UPDATE_AVAILABLE' })
    expect(remarksOnModel(AAGUID, trust)).toEqual([
      { reason: 'status', status: 'REVOKED' },
      { reason: 'update-available' },
    ])
    expect(remarksOnModel(OTHER, trust)).toEqual([{ reason: 'model-unknown' }])
    expect(remarksOnModel(ZERO, trust)).toEqual([])
    expect(remarksOnModel(AAGUID, trusting({}))).toEqual([])
  })

  test('count for a key that does not attest, too', () => {
    const of = { type: 'self', certificates: [] } as const
    expect(outcomes(reporting({ status: 'REVOKED' }), { of })).toEqual([
      ['status', 'no-attestation'],
      'status',
      'status',
    ])
  })

  describe('a compromised attestation key is that of the certificate it names', () => {
    const status = 'ATTESTATION_KEY_COMPROMISE'
    const sibling = issue({ name: 'batch', isAuthority: false, issuer: middle })
    const isRefused = (report: Readonly<Record<string, unknown>>): boolean =>
      !judge(reporting({ status, ...report }), 'verify').ok

    test.each(['certificate', 'batchCertificate'])('as %s', (field) => {
      expect(isRefused({ [field]: base64Of(batch) })).toBe(true)
      expect(isRefused({ [field]: base64Of(sibling) })).toBe(false)
    })

    test('or of all that it issued', () => {
      expect(isRefused({ certificate: base64Of(middle) })).toBe(true)
      expect(isRefused({ certificate: base64Of(root) })).toBe(true)
      expect(isRefused({ certificate: base64Of(issue({ name: 'maker root' })) })).toBe(false)
    })

    test('or of every key, where what it names cannot be read', () => {
      expect(isRefused({ certificate: 'AAAA' })).toBe(true)
    })

    test('while a revoked model is revoked whatever is named', () => {
      const trust = reporting({ status: 'REVOKED', certificate: base64Of(sibling) })
      expect(judge(trust, 'verify').ok).toBe(false)
    })
  })
})

describe('the metadata', () => {
  test('that does not know the model, or is overdue, warns', () => {
    const trust = trusting({ roots: [root], entries: [], nextUpdate: '2026-02-01' })
    expect(judge(trust, 'require-root')).toEqual(
      allowed(null, 'root', [
        { reason: 'model-unknown' },
        { reason: 'metadata-overdue', nextUpdate: '2026-02-01' },
      ]),
    )
  })

  test('that is broken refuses where a root is required, even beside a good root', () => {
    const problem = { file: 'metadata.jwt', reason: 'signature' } as const
    const trust = trusting({ roots: [root], problems: [problem] })
    const reason = 'trust-problem'
    expect(outcomes(trust)).toEqual([[reason], [reason], reason])
    expect(judge(trust, 'require-root')).toEqual({ ok: false, model: null, reason, problem })
  })

  test('of a U2F key is found by its certificate', () => {
    const spki = batch.certificate.publicKey.export({ type: 'spki', format: 'der' })
    // The last 65 bytes are the point, the content of the bit string.
    const keyIdentifier = createHash('sha1').update(spki.subarray(-65)).digest('hex')
    const entry = {
      attestationCertificateKeyIdentifiers: [keyIdentifier],
      metadataStatement: { description: 'U2F key', attestationRootCertificates: [base64Of(root)] },
    }
    const trust = trusting({ entries: [entry] })
    expect(judge(trust, 'require-root', { aaguid: ZERO })).toEqual(allowed('U2F key', 'root'))
    expect(judge(trust, 'require-root')).toMatchObject({ ok: false, reason: 'no-roots' })
  })
})

describe('a virtual key', () => {
  const { hash: clientDataHash } = clientDataJSON(
    'webauthn.create',
    new Uint8Array(32),
    'https://example.com',
  )
  const key = new VirtualKey()
  let folder = ''
  let aaguid = ''
  let of: ValidAttestation = { type: 'none', certificates: [] }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keydesk-judge-'))
    const authenticator = await Authenticator.open(openVirtualKey(key))
    const made = await makeCredential(authenticator, {
      clientDataHash,
      rp: { id: 'example.com', name: 'Example' },
      user: { id: Uint8Array.of(1), name: 'ann@example.com', displayName: 'Ann' },
      algorithms: [-7],
    })
    const verdict = verifyAttestation(made, { rpId: 'example.com', clientDataHash })
    if (!verdict.valid) throw new Error(verdict.reason)
    aaguid = verdict.authenticatorData.attestedCredentialData?.aaguid ?? ''
    of = verdict
  })

  afterAll(() => rm(folder, { recursive: true }))

  async function rootFile(): Promise<string> {
    const file = join(folder, 'virtual-key.der')
    await writeFile(file, key.attestationRoot)
    return file
  }

  test('is trusted with its root', async () => {
    const store = openTrustStore(null, { now: () => NOW, fetch })
    const desk = deskTrust(store, () => NOW)
    const policy = { attestation: 'require-root', models: [aaguid] } as const
    expect(desk.isModelAllowed(aaguid, policy.models)).toBe(true)
    expect(await desk.judge(of, aaguid, policy)).toMatchObject({ ok: false, reason: 'no-roots' })
    await store.addRoots(await rootFile())
    expect(await desk.judge(of, aaguid, policy)).toEqual(allowed(null, 'root'))
  })

  test('is not trusted with the root of another', async () => {
    const trust = trusting({ roots: [root] })
    expect(judge(trust, 'require-root', { of, aaguid })).toMatchObject({ reason: 'untrusted-root' })
  })
})
