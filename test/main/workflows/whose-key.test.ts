import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import {
  agree,
  changeTemplate,
  issue,
  openTestDesk,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { blobMakers, entryOf, issue as issueCertificate, makeBlob } from '../../support/mds-blob.ts'
import { issuedIn, outcomeOf, runIssue } from '../../support/test-station.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

async function reportOn(readCredentials = false) {
  const { activities, end } = await run(desk, { procedure: 'whose-key', readCredentials })
  const outcome = outcomeOf(end)
  if (outcome.kind !== 'report') throw new Error(outcome.kind)
  return { activities, report: outcome.report }
}

test('holder, state, tries and what was on it before; nothing is changed', async () => {
  const first = await issue(desk, 'walk-in')
  await run(desk, { procedure: 'reset-pin', pin: 'forgotten' })
  const { activities, report } = await reportOn()
  expect(activities).toEqual(['insert-key', 'read-key', 'done'])
  expect(report).toMatchObject({
    key: { serial: '2001' },
    issuances: [{ personName: 'Jane Doe', state: 'active' }],
    history: [{ id: first.id, state: 'revoked' }],
    hasPin: true,
    pinRetries: 8,
    mustChangePin: false,
    credentials: null,
  })
})

test('with its PIN, the accounts on it, ours among them', async () => {
  const row = await issue(desk, 'walk-in')
  const { activities, report } = await reportOn(true)
  expect(activities).toEqual(['insert-key', 'read-key', 'read-key? enter-pin', 'done'])
  expect(report.credentials).toEqual([
    {
      rpId: row.rpId,
      userName: 'jane.doe@example.com',
      credentialId: row.credentialId,
      issuanceId: row.id,
    },
  ])
})

test('a key that waits for an own PIN says so, and cannot be read', async () => {
  await issue(desk)
  expect((await reportOn()).report).toMatchObject({ mustChangePin: true })
  const { activities } = await run(desk, { procedure: 'whose-key', readCredentials: true })
  expect(activities.at(-1)).toBe('failed: pin-change-required, key untouched')
})

test('what speaks against a key is told when it is issued, whose it is, and with its issuance', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-remarks-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'given')
  async function trust(how: 'addRoots' | 'addMetadataRoots' | 'importMetadata', what: Uint8Array) {
    await writeFile(file, what)
    await desk.trust[how](file)
  }
  const makers = blobMakers()
  await trust('addMetadataRoots', makers.root.certificate.raw)
  await trust('addRoots', issueCertificate({ name: 'another maker' }).certificate.raw)
  await changeTemplate(desk, 'walk-in', { attestation: 'record' })

  const { end } = await runIssue(desk, { templateId: 'walk-in', answer: agree() })
  const outcome = issuedIn(end)
  const { issuanceId, aaguid } = outcome
  const shown = { reason: 'untrusted-root' }
  expect(outcome.remarks).toEqual([shown])

  const reports = [{ status: 'USER_VERIFICATION_BYPASS' }, { status: 'UPDATE_AVAILABLE' }]
  const entries = [entryOf(aaguid, { reports })]
  await trust('importMetadata', await makeBlob(makers, { entries, nextUpdate: '2049-01-01' }))
  const reported = [
    { reason: 'status', status: 'USER_VERIFICATION_BYPASS' },
    { reason: 'update-available' },
  ]
  expect((await reportOn()).report.remarks).toEqual([...reported, shown])
  const history = await desk.station.request('issuances.history', { issuanceId })
  expect(history).toMatchObject({ ok: true, value: { remarks: [...reported, shown] } })
})

test('a key nobody knows is nobody’s', async () => {
  expect((await reportOn()).report).toMatchObject({ issuances: [], history: [], hasPin: false })
})

test('an issuance that was refused was never on the key, and is not in its history', async () => {
  const first = await issue(desk, 'walk-in')
  desk.double.faults.add({ kind: 'insufficient-scope', method: 'POST', path: '*/factors' })
  const refused = await runIssue(desk, { person: 'john.doe@example.com', answer: agree() })
  expect(refused.activities.at(-1)).toBe('failed: provider-denied, key untouched')
  const { report } = await reportOn()
  expect(report.issuances).toMatchObject([{ id: first.id }])
  expect(report.history).toEqual([])
})
