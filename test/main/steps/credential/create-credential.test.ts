import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { isCborMap } from '../../../../src/ctap2/cbor.ts'
import { decodeCbor, encodeCbor } from '../../../../src/ctap2/index.ts'
import type { AttestationDemand } from '../../../../src/main/trust/judge.ts'
import { VirtualKey } from '../../../../src/simulator/virtual-key/virtual-key.ts'
import { openTestStation, runIssue, type TestStation } from '../../../support/test-station.ts'

let desk: TestStation | null = null

afterEach(async () => {
  await desk?.close()
  desk = null
})

/** A makeCredential answer whose statement names another algorithm; nothing signs that number. */
function withAlgorithm(payload: Uint8Array, alg: number): Uint8Array {
  const answer = decodeCbor(payload.subarray(1))
  const attStmt = isCborMap(answer) ? answer.get(3) : undefined
  if (!isCborMap(answer) || !isCborMap(attStmt)) throw new Error('no statement')
  const changed = new Map([...answer, [3, new Map([...attStmt, ['alg', alg]])]])
  return Uint8Array.of(0, ...encodeCbor(changed))
}

async function rootFile(der: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-roots-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'root.der')
  await writeFile(file, der)
  return file
}

async function issueWith(alg: number, attestation: AttestationDemand) {
  const key = new VirtualKey()
  const rewrite = (payload: Uint8Array): Uint8Array => withAlgorithm(payload, alg)
  key.inject({ misdeed: { kind: 'rewrite', rewrite }, on: 'makeCredential' })
  desk = await openTestStation(new Map([['one', key]]), { attestation })
  // With no root at all the model would be refused before it was touched.
  await desk.trust.addRoots(await rootFile(key.attestationRoot))
  return (await runIssue(desk)).end.activity
}

describe('an attestation by an algorithm that is not verified here', () => {
  test.each(['verify', 'require-root'] as const)('is refused by its name: %s', async (demand) => {
    expect(await issueWith(-48, demand)).toMatchObject({
      kind: 'failed',
      failure: {
        cause: { code: 'attestation-unverified', algorithm: -48 },
        keyState: 'unregistered-credential',
      },
    })
  })

  test('is kept by a template that records, and Okta is asked what it makes of it', async () => {
    const activity = await issueWith(-48, 'record')
    expect(activity).not.toMatchObject({ failure: { cause: { code: 'attestation-unverified' } } })
    expect(activity).toMatchObject({ failure: { cause: { code: 'ceremony-rejected' } } })
  })

  test('a forged one is invalid whatever is demanded', async () => {
    // The batch certificate of this key is P-256's: RS256 cannot have made this signature.
    expect(await issueWith(-257, 'record')).toMatchObject({
      failure: {
        cause: { code: 'attestation-invalid', reason: 'the attestation signature is wrong' },
      },
    })
  })
})
