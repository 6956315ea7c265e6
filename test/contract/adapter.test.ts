import { beforeAll, describe, expect, test } from 'vitest'
import { operations } from '../../src/main/provider/okta/calls/operations.ts'
import { readConnection } from '../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../src/main/provider/okta/provider.ts'
import type { RequestRecord } from '../../src/simulator/okta/http/request-log.ts'
import { startOktaDouble, type OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { createSoftKey } from '../main/provider/okta/soft-key.ts'
import { DESCRIPTION, openContract, type Contract } from './openapi.ts'

describe.skipIf(DESCRIPTION === undefined)("the adapter and Okta's own description", () => {
  let contract: Contract
  let records: readonly RequestRecord[]

  beforeAll(async () => {
    contract = await openContract(DESCRIPTION ?? '')
    const okta = await startOktaDouble({ recordBodies: true })
    // Two would be refused before anything is asked: see to it that both ways of asking are seen.
    okta.settings.serviceApp.grants.push('okta.eventHooks.read')
    try {
      await doEverything(okta)
    } finally {
      await okta.close()
    }
    records = okta.records().requests.filter(({ path }) => !path.startsWith('/oauth2/'))
  })

  test('every operation of the table was asked for', () => {
    const asked = new Set(
      records.map(
        ({ method, path }) =>
          contract.operations.find(
            (operation) => operation.method === method && matches(operation.path, path),
          )?.operationId,
      ),
    )
    expect(Object.keys(operations).filter((name) => !asked.has(name))).toEqual([])
  })

  test('every request is as described', () => {
    const violations = records
      .flatMap((record) => contract.check(record))
      .filter(({ side }) => side === 'request')
    expect(violations).toEqual([])
    expect(records.length).toBeGreaterThan(35)
  })

  test('every scope asked for is one the description wants', () => {
    for (const [name, { scopes }] of Object.entries(operations)) {
      const described = contract.operations.find(({ operationId }) => operationId === name)
      const wanted = described?.scopes ?? []
      // `manage` covers reading.
      const covered = wanted.filter(
        (scope) => scopes.includes(scope) || scopes.includes(scope.replace(/read$/, 'manage')),
      )
      expect([name, covered]).toEqual([name, wanted])
    }
  })

  test('a wrong body is caught', () => {
    const activation = records.find(({ path }) => path.endsWith('/lifecycle/activate'))
    if (activation?.exchange === undefined) throw new Error('no activation was recorded')
    const requestBody = { attestation: 'AQID' }
    const wrong = { ...activation, exchange: { ...activation.exchange, requestBody } }
    expect(contract.check(wrong).map(({ problem }) => problem)).toContain(
      "/requestBody must have required property 'clientData'",
    )
  })
})

/** A full run: every operation of the adapter, with what it needs before it. */
async function doEverything(okta: OktaDouble): Promise<void> {
  const provider = createOktaProvider(readConnection(okta.connection), { fetch, now: Date.now })
  const key = createSoftKey()
  const [jane] = await provider.searchPeople('jane.doe')
  const [group] = await provider.searchGroups('Security key holders')
  if (jane === undefined || group === undefined) throw new Error('the seed has changed')
  await provider.searchPeople('Jane Doe')
  await provider.getPerson('jane/doe@example.com').catch(() => undefined)
  await provider.createPerson({ ...newcomer('staged'), groupIds: [group.id], start: 'staged' })
  await provider.createPerson({ ...newcomer('active'), start: 'active' })
  const left = await provider.begin(jane, undefined, { challengeLifetimeS: 600 })
  for (const id of await provider.listPendingFactors(jane.id)) {
    await provider.deleteFactor(jane.id, id)
  }
  await provider.findFactor(jane.id, left.factorId)
  const ceremony = await provider.begin(jane)
  await provider.finish(ceremony, key.create(ceremony))
  await provider.proveSignIn(jane.id, ceremony.factorId, key.assert)
  await provider.listFactors(jane.id)
  await provider.joinGroup(jane.id, group.id)
  await provider.setProfileAttribute(jane.id, 'fido2KeyIssued', true)
  await provider.listGroupsOf(jane.id)
  await provider.suspendPerson(jane.id)
  await provider.unsuspendPerson(jane.id)
  await provider.leaveGroup(jane.id, group.id)
  await provider.checkReadiness({ person: jane.id, aaguid: '9c1ff2d1-d0cb-4e6c-8a4e-3b53a0d8c7e1' })
  await provider.readEvents(
    { since: Date.now() - 60_000, seen: [] },
    {
      personIds: new Set([jane.id]),
      factorIds: new Set(),
      groupIds: new Set(),
      ownRequestIds: new Set(),
    },
  )
}

function newcomer(start: string) {
  const login = `${start}.newcomer@example.com`
  return { login, email: login, firstName: 'Nora', lastName: 'Newcomer' }
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
}
