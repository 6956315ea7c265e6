import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  Authenticator,
  encodePin,
  getAssertion,
  getPinToken,
  KeyTransportError,
  makeCredential,
  nodeHidKeys,
  reset,
  setPin,
  verifyAssertion,
  verifyAttestation,
  watchKeys,
  type KeyDevice,
} from '../../src/ctap2/index.ts'
import { attachToUhid } from '../../src/simulator/virtual-key/uhid.ts'
import { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'
import { Checks, runProgram, until } from './checks.ts'

/** Runs in the guest of test/vm/run.sh: the virtual key on real hidraw, our client and Debian's. */

const PIN = '1234'
const keys = nodeHidKeys()
const clientDataHash = createHash('sha256').update('client data').digest()
const rp = { id: 'example.com', name: 'Example' }
const user = { id: Uint8Array.of(1, 2, 3), name: 'ada', displayName: 'Ada L.' }

const listed = (count: number): Promise<readonly KeyDevice[]> =>
  until(`a list of ${count}`, async () => {
    const list = await keys.list()
    return list.length === count ? list : undefined
  })

/** The one key that is plugged in. */
async function onlyKey(): Promise<KeyDevice> {
  const [device] = await listed(1)
  assert(device)
  return device
}

/** Opens a key, does the work and closes it again. */
async function using<T>(path: string, work: (key: Authenticator) => Promise<T>): Promise<T> {
  const authenticator = await Authenticator.open(await keys.open(path))
  try {
    return await work(authenticator)
  } finally {
    await authenticator.close()
  }
}

/** A virtual key at the guest's USB while the work lasts. */
async function plugged(key: VirtualKey, work: () => Promise<void>): Promise<void> {
  const device = attachToUhid(key)
  try {
    await work()
  } finally {
    device.remove()
    await device.gone
    await listed(0)
  }
}

const isRemoval = (error: unknown): boolean =>
  error instanceof KeyTransportError && error.kind === 'removed'

async function enumerate(): Promise<void> {
  const key = new VirtualKey({ profile: { serialNumber: 4711 } })
  await plugged(key, async () => {
    const { path, ...rest } = await onlyKey()
    assert.match(path, /^\/dev\/hidraw\d+$/)
    assert.deepEqual(rest, {
      vendorId: 0x1209,
      productId: 0x5070,
      product: 'Keydesk Keydesk virtual key',
      serialNumber: '4711',
    })
  })
}

/** From a used key to a credential that proves itself, with a touch that takes a while. */
async function issue(): Promise<void> {
  const key = new VirtualKey({ touch: { afterMs: 250 } })
  await plugged(key, async () => {
    const { path } = await onlyKey()
    const statuses: unknown[] = []
    await using(path, async (authenticator) => {
      await authenticator.ping(new Uint8Array(1024).fill(7))
      await reset(authenticator, { onStatus: (status) => statuses.push(status) })
      await setPin(authenticator, encodePin(PIN))
      const credential = await makeAndVerify(authenticator)
      await assertAndVerify(authenticator, credential)
    })
    assert(statuses.includes('user-presence-needed'))
    const [credential] = key.summary.credentials
    assert.equal(credential?.rpId, rp.id)
    assert.equal(key.summary.hasPin, true)
  })
}

type Credential = Awaited<ReturnType<typeof makeAndVerify>>

async function makeAndVerify(authenticator: Authenticator) {
  const permissions = ['makeCredential'] as const
  const token = await getPinToken(authenticator, encodePin(PIN), { permissions, rpId: rp.id })
  const request = { clientDataHash, rp, user, token, algorithms: [-7], options: { rk: true } }
  const made = await makeCredential(authenticator, request)
  const expected = { rpId: rp.id, clientDataHash, requireUserVerification: true }
  const verdict = verifyAttestation(made, expected)
  assert(verdict.valid)
  assert.equal(verdict.type, 'basic')
  const id = verdict.authenticatorData.attestedCredentialData?.credentialId
  assert(id)
  return { id, publicKey: verdict.publicKey }
}

async function assertAndVerify(
  authenticator: Authenticator,
  credential: Credential,
): Promise<void> {
  const request = { rpId: rp.id, clientDataHash, allowList: [credential.id], up: false }
  const [assertion] = await getAssertion(authenticator, request)
  assert(assertion)
  const verdict = verifyAssertion({
    publicKey: credential.publicKey,
    authenticatorData: assertion.authData,
    signature: assertion.signature,
    rpId: rp.id,
    clientDataHash,
    requireUserPresence: false,
  })
  assert(verdict.valid)
}

async function unplugWhileTouchIsAwaited(): Promise<void> {
  const key = new VirtualKey({ touch: 'ask' })
  key.onTouchAwaited = (isAwaited) => {
    if (isAwaited) setImmediate(() => key.unplug())
  }
  const device = attachToUhid(key)
  const { path } = await onlyKey()
  await using(path, async (authenticator) => {
    const request = { clientDataHash, rp, user, algorithms: [-7] }
    await assert.rejects(makeCredential(authenticator, request), isRemoval)
  })
  await device.gone
  await listed(0)
  key.plugIn()
  key.onTouchAwaited = () => {}
  key.setTouchPolicy('now')
  await plugged(key, async () => using((await onlyKey()).path, reset))
}

async function unplugInTheMiddleOfAnAnswer(): Promise<void> {
  const key = new VirtualKey()
  const device = attachToUhid(key)
  const { path } = await onlyKey()
  key.inject({ misdeed: { kind: 'unplug', when: 'answering' }, on: 'getInfo' })
  await assert.rejects(using(path, reset), isRemoval)
  await device.gone
  await listed(0)
}

/** Same maker, product and serial number: only the path tells them apart. */
async function twoIdenticalKeys(): Promise<void> {
  const [one, other] = [new VirtualKey(), new VirtualKey()]
  await plugged(one, async () => {
    const first = await onlyKey()
    const device = attachToUhid(other)
    const list = await listed(2)
    const second = list.find(({ path }) => path !== first.path)
    assert(second)
    assert.deepEqual({ ...second, path: '' }, { ...first, path: '' })
    await using(first.path, (a) => using(second.path, (b) => useBoth(a, b)))
    assert.deepEqual([one.summary.hasPin, other.summary.hasPin], [true, true])
    assert.deepEqual(
      [one, other].map(({ summary }) => summary.credentials.length),
      [1, 0],
    )
    device.remove()
    await device.gone
    assert.equal((await onlyKey()).path, first.path)
  })
}

async function useBoth(first: Authenticator, second: Authenticator): Promise<void> {
  await Promise.all([first, second].map((each) => setPin(each, encodePin(PIN))))
  await makeAndVerify(first)
}

async function watch(): Promise<void> {
  const seen: number[] = []
  const ended = new AbortController()
  const watching = watchKeys(keys, {
    intervalMs: 50,
    signal: ended.signal,
    onChange: (devices) => seen.push(devices.length),
  })
  const saw = (...counts: readonly number[]): Promise<true> =>
    until(`changes ${counts.join()}`, async () =>
      seen.join() === counts.join() ? true : undefined,
    )
  await saw(0)
  await plugged(new VirtualKey(), async () => {
    await saw(0, 1)
  })
  await saw(0, 1, 0)
  ended.abort()
  await watching
}

/** Debian's libfido2 sees the same key as we do. */
async function fido2Token(): Promise<void> {
  const key = new VirtualKey()
  await plugged(key, async () => {
    const { path } = await onlyKey()
    assert.match(
      await runProgram(['fido2-token', '-L']),
      new RegExp(`^${path}: vendor=0x1209, product=0x5070`),
    )
    const info = await runProgram(['fido2-token', '-I', path])
    assert.match(info, /^version strings: U2F_V2, FIDO_2_0, FIDO_2_1_PRE, FIDO_2_1$/m)
    assert.match(info, /^aaguid: 9c1ff2d1d0cb4e6c8a4e3b53a0d8c7e1$/m)
    assert.match(info, /^options: .*noclientPin/m)
    await runProgram(['fido2-token', '-S', path], `${PIN}\n${PIN}\n`)
    await using(path, async (authenticator) => {
      assert.equal(authenticator.info.options['clientPin'], true)
      await makeAndVerify(authenticator)
    })
  })
}

/** Debian's fido2-cred and fido2-assert make, check and use a credential, with the PIN. */
async function fido2Credential(): Promise<void> {
  const key = new VirtualKey()
  const hash = Buffer.from(clientDataHash).toString('base64')
  await plugged(key, async () => {
    const { path } = await onlyKey()
    await using(path, (authenticator) => setPin(authenticator, encodePin(PIN)))
    writeFileSync('/run/wish', [hash, rp.id, 'ada', 'AQID', ''].join('\n'))
    const made = await runProgram(['fido2-cred', '-M', '-rv', '-i', '/run/wish', path], `${PIN}\n`)
    const [, ...publicKey] = (await runProgram(['fido2-cred', '-V', '-v'], made)).split('\n')
    assert.match(publicKey.join('\n'), /^-----BEGIN PUBLIC KEY-----/)
    writeFileSync('/run/key', publicKey.join('\n'))
    writeFileSync('/run/question', [hash, rp.id, ''].join('\n'))
    const question = ['fido2-assert', '-G', '-rv', '-i', '/run/question', path]
    const proof = await runProgram(question, `${PIN}\n`)
    const lines = proof.split('\n').slice(0, 4)
    await runProgram(['fido2-assert', '-V', '-v', '/run/key', 'es256'], `${lines.join('\n')}\n`)
  })
}

async function fido2TokenResets(): Promise<void> {
  const key = new VirtualKey()
  await plugged(key, async () => {
    const { path } = await onlyKey()
    await using(path, (authenticator) => setPin(authenticator, encodePin(PIN)))
    await runProgram(['fido2-token', '-R', path])
    assert.equal(key.summary.hasPin, false)
  })
}

/** `npm run virtual-key -- --uhid`, which this run has bundled beside this file. */
async function commandLine(): Promise<void> {
  const program = join(import.meta.dirname, 'virtual-key.mjs')
  const child = spawn(process.execPath, [program, '--uhid', '--serial', '7'])
  const ended = once(child, 'exit')
  assert.equal((await onlyKey()).serialNumber, '7')
  child.kill('SIGINT')
  assert.deepEqual(await ended, [0, null])
  await listed(0)
}

const checks = new Checks()
await checks.check('a key is enumerated with its names and number', enumerate)
await checks.check('a whole issuance: reset, PIN, credential, proof', issue)
await checks.check('unplugged while a touch is awaited, and back again', unplugWhileTouchIsAwaited)
await checks.check('unplugged in the middle of an answer', unplugInTheMiddleOfAnAnswer)
await checks.check('two identical keys are two keys, by path', twoIdenticalKeys)
await checks.check('keys are seen to come and go', watch)
await checks.check("Debian's fido2-token lists, describes and sets the PIN", fido2Token)
await checks.check("Debian's fido2-cred and fido2-assert", fido2Credential)
await checks.check("Debian's fido2-token resets the key", fido2TokenResets)
await checks.check('the command line makes a key, and Ctrl+C takes it away', commandLine)
process.exit(checks.finish())
