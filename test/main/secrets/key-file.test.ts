import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccountFileSecrets } from '../../../src/main/secrets/key-file.ts'

let folder: string
let file: string
const secret = new TextEncoder().encode('a data key')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-sealing-'))
  file = join(folder, 'keys', 'account.key')
})
afterEach(() => rm(folder, { recursive: true }))

const unavailable = (reason: string) => ({ reason: { code: 'secrets-unavailable', reason } })

describe("the account's key file", () => {
  test('is made when it is first needed, for this account alone', async () => {
    const sealed = await createAccountFileSecrets(file).seal(secret)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await createAccountFileSecrets(file).open(sealed)).toEqual(Buffer.from(secret))
    expect(await readdir(join(folder, 'keys'))).toEqual(['account.key'])
  })

  test('is one for all who make it at once', async () => {
    const sealed = await Promise.all(
      Array.from({ length: 8 }, () => createAccountFileSecrets(file).seal(secret)),
    )
    const opened = sealed.map((one) => createAccountFileSecrets(file).open(one))
    expect(await Promise.all(opened)).toEqual(sealed.map(() => Buffer.from(secret)))
  })

  test.runIf(process.platform !== 'win32')('is refused when others can read it', async () => {
    const secrets = createAccountFileSecrets(file)
    const sealed = await secrets.seal(secret)
    await chmod(file, 0o640)
    await expect(secrets.open(sealed)).rejects.toMatchObject(unavailable('readable-by-others'))
    await chmod(file, 0o600)
    expect(await secrets.open(sealed)).toEqual(Buffer.from(secret))
  })

  test('that was cut short is none, and is left as it is', async () => {
    const secrets = createAccountFileSecrets(file)
    await secrets.seal(secret)
    await writeFile(file, (await readFile(file)).subarray(0, 16))
    await expect(secrets.seal(secret)).rejects.toMatchObject(unavailable('no-key'))
    expect((await stat(file)).size).toBe(16)
  })
})
