import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { expect, onTestFinished, test } from 'vitest'
import type { AttestationRecord } from '../../../src/shared/attestation-record.ts'
import type { Template } from '../../../src/shared/template.ts'
import { fido20Profile } from '../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import {
  agree,
  changeTemplate,
  factorsOfJane,
  issue,
  openTestDesk,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { issue as issueCertificate } from '../../support/mds-blob.ts'
import { issuedIn, openTestStation, runIssue } from '../../support/test-station.ts'

let desk: TestDesk

async function issueBy(change: Partial<Template>, customDomain: string | null = null) {
  desk = await openTestDesk({ forcePinChange: 'never', ...change }, customDomain)
  return await runIssue(desk, { templateId: 'walk-in', answer: agree() })
}

test('every origin: two factors, two credentials, one PIN, and one life', async () => {
  const { end, activities } = await issueBy({ origins: 'every' }, 'id.example.com')
  expect(activities.filter((line) => line === 'register-credential')).toHaveLength(2)
  expect(activities.filter((line) => line.startsWith('set-pin?'))).toHaveLength(1)
  const { issuanceId, others } = issuedIn(end)
  expect(others).toHaveLength(1)
  const bundle = await desk.registry.issuances.listBundle(issuanceId)
  expect(bundle.map(({ rpId, state }) => [rpId, state])).toEqual([
    ['demo.okta.example', 'active'],
    ['id.example.com', 'active'],
  ])
  expect(factorsOfJane(desk)).toHaveLength(2)
  expect(desk.one.summary.credentials).toHaveLength(2)
  await run(desk, { procedure: 'revoke', issuanceId })
  expect(factorsOfJane(desk)).toEqual([])
  const after = await desk.registry.issuances.listBundle(issuanceId)
  expect(after.map(({ state, onKey }) => [state, onKey])).toEqual([
    ['revoked', 'wiped'],
    ['revoked', 'wiped'],
  ])
})

test('settings of the key: minimum length, always user verification, enterprise attestation', async () => {
  const { activities } = await issueBy({
    minimumPinLength: 8,
    alwaysUv: true,
    enterpriseAttestation: true,
    userVerification: 'required',
  })
  expect(activities).toContain('configure-key')
  expect(activities.at(-1)).toBe('done')
  const info = await desk.station.request('readiness.check', {})
  expect(info.ok).toBe(true)
  const report = await run(desk, { procedure: 'whose-key' })
  expect(report.end.activity).toMatchObject({
    outcome: { report: { minimumPinLength: 8, hasPin: true } },
  })
})

test('what the key lacks is found before it is touched', async () => {
  const old = new VirtualKey({ profile: fido20Profile })
  const change = { forcePinChange: 'never', minimumPinLength: 8 } as const
  const station = await openTestStation(new Map([['old', old]]), change)
  onTestFinished(() => station.close())
  old.clearLog()
  const { activities } = await runIssue(station, { templateId: 'walk-in', answer: agree() })
  expect(activities.at(-1)).toBe('failed: key-lacks, key untouched')
  expect(old.log.map(({ command }) => command)).toEqual(['init', 'getInfo'])
  desk = await openTestDesk()
})

test('a model that is not on the list is refused by its AAGUID', async () => {
  const models = ['2fc0579f-8113-47ea-b116-bb5a8db9202a']
  const { end } = await issueBy({ models })
  expect(end.activity).toMatchObject({
    failure: { cause: { code: 'model-not-allowed' }, keyState: 'untouched' },
  })
})

test('an attestation without a trusted root is refused, and Okta forgets what was begun', async () => {
  const { end } = await issueBy({ attestation: 'require-root' })
  expect(end.activity).toMatchObject({
    failure: {
      cause: { code: 'attestation-untrusted', reason: 'no-roots' },
      keyState: 'untouched',
    },
  })
  // Somebody else's root: that it is not this key's shows when the key has made a credential.
  await trust(issueCertificate({ name: 'another maker' }).certificate.raw)
  const other = await runIssue(desk, { templateId: 'walk-in', answer: agree() })
  expect(other.end.activity).toMatchObject({
    failure: {
      cause: { code: 'attestation-untrusted', reason: 'untrusted-root' },
      keyState: 'unregistered-credential',
    },
  })
  expect(factorsOfJane(desk)).toEqual([])
  await trust(desk.one.attestationRoot)
  const again = await runIssue(desk, { templateId: 'walk-in', answer: agree() })
  expect(again.activities.at(-1)).toBe('done')
})

async function trust(der: Uint8Array): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-roots-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const root = join(folder, 'root.der')
  await writeFile(root, der)
  await desk.trust.addRoots(root)
}

async function exported(issuanceId: string) {
  const reply = await desk.station.request('issuances.attestation', { issuanceId })
  if (!reply.ok) throw new Error(reply.cause.code)
  return reply.value as AttestationRecord
}

test('an attestation for the record can be exported, and anybody can verify it again', async () => {
  const { end } = await issueBy({ attestation: 'record' })
  const { issuanceId, rpId, credentialId, aaguid } = issuedIn(end)
  const record = await exported(issuanceId)
  expect(record).toMatchObject({ issuanceId, login: 'jane.doe@example.com', rpId, aaguid })
  const { clientDataJSON = '', attestationObject } = record.registration.response
  const verified = await verifyRegistrationResponse({
    response: { ...record.registration, response: { clientDataJSON, attestationObject } },
    expectedChallenge: () => true,
    expectedOrigin: `https://${rpId}`,
    expectedRPID: rpId,
  })
  expect(verified).toMatchObject({
    verified: true,
    registrationInfo: { fmt: 'packed', aaguid, credential: { id: credentialId } },
  })
  const [entry] = await desk.registry.journal.list(1)
  expect(entry?.fact).toMatchObject({ fact: 'attestation-exported', issuanceId, credentialId })
})

test('one that was kept without its client data is exported as far as it goes', async () => {
  const { end } = await issueBy({ attestation: 'record' })
  const { issuanceId } = issuedIn(end)
  const attestation = Uint8Array.of(0xa3, 0x01)
  await desk.registry.issuances.update(issuanceId, { attestation })
  const { response } = (await exported(issuanceId)).registration
  expect(response).toEqual({ attestationObject: Buffer.from(attestation).toString('base64url') })
})

test('where the template keeps none, none is exported, and nothing is said to be', async () => {
  const { end } = await issueBy({})
  const { issuanceId } = issuedIn(end)
  await expect(exported(issuanceId)).rejects.toThrow('attestation-not-kept')
  await expect(exported('none')).rejects.toThrow('issuance-not-found')
  const facts = (await desk.registry.journal.list(50)).map(({ fact }) => fact.fact)
  expect(facts).not.toContain('attestation-exported')
})

test('somebody Okta does not know is created where the template says so, and only then', async () => {
  desk = await openTestDesk({ missingPerson: 'create-staged' })
  const personId = 'new.person@example.com'
  const newPerson = { email: personId, firstName: 'New', lastName: 'Person' }
  const order = { procedure: 'issue-key', personId, templateId: 'walk-in' } as const
  expect((await run(desk, order)).activities.at(-1)).toBe('failed: person-not-found, key none')
  const { end } = await run(desk, { ...order, newPerson })
  expect(issuedIn(end).person).toMatchObject({ login: personId, status: 'STAGED' })
  await changeTemplate(desk, 'walk-in', { missingPerson: 'refuse' })
  const refused = await run(desk, { ...order, personId: 'b@example.com', newPerson })
  expect(refused.activities.at(-1)).toBe('failed: person-not-found, key none')
})

test('nobody is created with the login of somebody deprovisioned, and it is said why', async () => {
  desk = await openTestDesk({ missingPerson: 'create-active' })
  const personId = 'dean.departed@example.com'
  const newPerson = { email: personId, firstName: 'Dean', lastName: 'Second' }
  const order = { procedure: 'issue-key', personId, templateId: 'walk-in', newPerson } as const
  const { activities, end } = await run(desk, order)
  expect(activities.at(-1)).toBe('failed: person-not-eligible, key none')
  const cause = { code: 'person-not-eligible', login: personId, status: 'DEPROVISIONED' }
  expect(end).toMatchObject({ activity: { failure: { cause } } })
  const { requests } = desk.double.records()
  expect(requests.map(({ operationId }) => operationId)).not.toContain('createUser')
})

test('a template is kept with what was issued by it, whatever becomes of it', async () => {
  desk = await openTestDesk()
  const row = await issue(desk)
  const next = await changeTemplate(desk, 'hand-over', { name: 'Another way' })
  expect(next.version).toBe(2)
  await desk.registry.templates.retire('hand-over')
  expect(await rowOf(desk, row.id)).toMatchObject({ template: { version: 1 } })
  const reply = await desk.station.request('runs.start', {
    procedure: 'issue-key',
    personId: 'jane.doe@example.com',
    templateId: 'hand-over',
  })
  expect(reply).toMatchObject({ ok: false, cause: { code: 'input-invalid' } })
})

test('a template that contradicts itself is refused by what is wrong with it', async () => {
  desk = await openTestDesk()
  const template = await desk.registry.templates.find('walk-in')
  const save = (change: object) =>
    desk.station.request('templates.save', { template: { ...template, ...change } })
  expect(await save({ activation: { when: 'hand-over', gate: 'pin' } })).toMatchObject({
    cause: { code: 'input-invalid', paths: ['template.activation.gate'] },
  })
  expect(await save({ models: ['nonsense'] })).toMatchObject({
    cause: { paths: ['template.models.0'] },
  })
  expect(
    await save({ pin: { kind: 'random-digits', length: 6 }, minimumPinLength: 8 }),
  ).toMatchObject({ cause: { paths: ['template.pin.length'] } })
  expect(await save({ name: 'Desk in Kiel' })).toMatchObject({ ok: true, value: { version: 2 } })
})
