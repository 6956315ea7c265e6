import { mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import { issuedIn, openTestStation, runIssue, runOrder } from '../../support/test-station.ts'

test('a run that takes a row from a station that is gone says so, and from whom', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-lifted-'))
  const file = join(folder, 'registry.sqlite')
  const desk = await openTestStation(undefined, {}, null, null, null, file)
  // No process of this machine has that number.
  const claimant = { name: `${hostname()}:4194305:a`, isGone: () => false, retire: () => {} }
  const gone = await openRegistry(file, createMemorySecrets(), Date.now, claimant)
  onTestFinished(async () => {
    await gone.close()
    await desk.close()
    await rm(folder, { recursive: true })
  })
  const { issuanceId, person, factorId } = issuedIn((await runIssue(desk)).end)
  await gone.claims.claim(issuanceId)
  await runOrder(desk, { procedure: 'activate', issuanceId })
  const [activated, lifted] = await desk.registry.journal.list(2)
  expect(activated?.fact.fact).toBe('issuance-activated')
  expect(lifted?.fact).toMatchObject({
    fact: 'claim-lifted',
    operator: 'operator',
    procedure: 'recovery',
    issuanceId,
    login: person.login,
    factorId,
    detail: { kind: 'claim', station: hostname() },
  })
})
