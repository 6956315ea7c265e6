import { describe, expect, test } from 'vitest'
import { judgeModel } from '../../../src/main/trust/judge-model.ts'
import { indexModels } from '../../../src/main/trust/mds-entry.ts'
import { describeRoot } from '../../../src/main/trust/roots.ts'
import type { TrustProblem } from '../../../src/main/trust/trust-error.ts'
import { createTrust, type Trust } from '../../../src/main/trust/trust.ts'
import { base64Of, entryOf, issue } from '../../support/mds-blob.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const AAGUID = '2fc0579f-8113-47ea-b116-bb5a8db9202a'
const OTHER = 'fa2b99dc-9e39-4257-8f92-4a30d23c4118'
const ZERO = '00000000-0000-0000-0000-000000000000'

const root = issue({ name: 'maker root' })
const known = entryOf(AAGUID, { roots: [root] })

function trusting(what: {
  readonly hasRoots?: boolean
  readonly entries?: readonly unknown[]
  readonly problems?: readonly TrustProblem[]
}): Trust {
  const { hasRoots = false, entries, problems = [] } = what
  const stored = entries && {
    blob: { number: 1, nextUpdate: '2026-06-01', ...indexModels(entries) },
    importedAt: NOW,
    isSignerExpired: false,
  }
  const roots = hasRoots ? [describeRoot(root.certificate)] : []
  return createTrust({ roots, metadataRoots: [], problems, stored: stored ?? null }, NOW)
}

const requireRoot = { attestation: 'require-root', models: [] } as const
const verify = { attestation: 'verify', models: [] } as const

describe('before a key is touched, a model is refused', () => {
  test('where a root is required and none could vouch for it', () => {
    for (const trust of [trusting({}), trusting({ entries: [known] })]) {
      expect(judgeModel(OTHER, requireRoot, trust)).toEqual({ reason: 'no-roots' })
      expect(judgeModel(OTHER, verify, trust)).toBe(null)
    }
  })

  test('where a root is required and what was trusted cannot be read', () => {
    const problem = { file: 'roots/a.pem', reason: 'no-certificate' } as const
    const trust = trusting({ hasRoots: true, problems: [problem] })
    expect(judgeModel(AAGUID, requireRoot, trust)).toEqual({ reason: 'trust-problem', problem })
  })

  test('that was reported as a whole', () => {
    const statusReports = [{ status: 'REVOKED', effectiveDate: '2025-01-01' }]
    const trust = trusting({ entries: [{ ...known, statusReports }] })
    expect(judgeModel(AAGUID, verify, trust)).toEqual({ reason: 'status', status: 'REVOKED' })
    expect(judgeModel(AAGUID, { attestation: 'record', models: [] }, trust)).toBe(null)
  })
})

describe('its attestation has to tell', () => {
  test('where the metadata or a root of the station could vouch for it', () => {
    expect(judgeModel(AAGUID, requireRoot, trusting({ entries: [known] }))).toBe(null)
    expect(judgeModel(OTHER, requireRoot, trusting({ hasRoots: true }))).toBe(null)
  })

  test('where only its certificate says which model it is', () => {
    expect(judgeModel(ZERO, requireRoot, trusting({ entries: [known] }))).toBe(null)
    expect(judgeModel(ZERO, requireRoot, trusting({}))).toEqual({ reason: 'no-roots' })
  })

  test('where only some of its certificates were compromised', () => {
    const batch = issue({ name: 'batch' })
    const statusReports = [
      {
        status: 'ATTESTATION_KEY_COMPROMISE',
        effectiveDate: '2025-01-01',
        certificate: base64Of(batch),
      },
    ]
    const trust = trusting({ entries: [{ ...known, statusReports }] })
    expect(judgeModel(AAGUID, verify, trust)).toBe(null)
  })
})
