import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { causeOf } from '../../../src/main/desk/failure-of.ts'
import { FIDO_SIGNER_NAME, MOST_BLOB_BYTES } from '../../../src/main/trust/mds-blob.ts'
import { openMetadataStore } from '../../../src/main/trust/metadata-store.ts'
import { faultOf } from '../../../src/main/trust/trust-error.ts'
import { memoryFolder } from '../../../src/main/trust/trust-folder.ts'
import { openTrustStore, type TrustStore } from '../../../src/main/trust/trust-store.ts'
import type { Trust } from '../../../src/main/trust/trust.ts'
import { english } from '../../../src/shared/text/en/english.ts'
import { failureWords } from '../../../src/shared/text/failure-words.ts'
import { blobMakers, entryOf, issue, makeBlob, type BlobWish } from '../../support/mds-blob.ts'

const AAGUID = '9c1ff2d1-d0cb-4e6c-8a4e-3b53a0d8c7e1'
const DAY_MS = 24 * 60 * 60 * 1000
const makers = blobMakers({ to: '260601000000Z' })
let folder = ''
let now = 0

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-trust-'))
  now = Date.parse('2026-03-01T12:00:00Z')
})

afterEach(() => rm(folder, { recursive: true }))

const nobody: typeof fetch = () => Promise.reject(new TypeError('fetch failed'))

const open = (directory: string | null = folder, request = nobody): TrustStore =>
  openTrustStore(directory, {
    now: () => now,
    fetch: request,
    blobRoots: [makers.root.certificate],
  })

/** What a person is told of a refusal. */
const saidOf = (refused: Promise<unknown>): Promise<string> =>
  refused.then(
    () => '',
    (error: unknown) => failureWords(english, causeOf(error)).detail,
  )

const kept = (name: string): string => join(folder, 'trust', name)

async function given(name: string, content: Uint8Array | string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

const blobFile = async (wish: BlobWish = {}, name = 'given.jwt'): Promise<string> =>
  given(name, await makeBlob(makers, { entries: [entryOf(AAGUID, { name: 'Key' })], ...wish }))

const refusal = (doing: Promise<unknown>): Promise<unknown> => doing.then(() => 'taken', faultOf)

describe('roots', () => {
  const one = issue({ name: 'one' })
  const two = issue({ name: 'two' })
  const subjects = ({ roots }: Trust): string[] => roots.map(({ subject }) => subject).toSorted()
  const bundle = [one, two].map(({ certificate }) => certificate.toString()).join('\n# two\n')

  test('are taken from DER and from a bundle, and are there after a restart', async () => {
    const store = open()
    await store.addRoots(await given('one.der', one.certificate.raw))
    expect(subjects(await store.read())).toEqual(['CN=one'])
    expect(await store.addRoots(await given('both.pem', bundle))).toHaveLength(2)
    expect(subjects(await store.read())).toEqual(['CN=one', 'CN=two'])
    expect(subjects(await open().read())).toEqual(['CN=one', 'CN=two'])
  })

  test('are kept under their SHA-256, for this user alone', async () => {
    await open().addRoots(await given('one.der', one.certificate.raw))
    const sha256 = createHash('sha256').update(one.certificate.raw).digest('hex')
    expect(await readdir(kept('roots'))).toEqual([`${sha256}.pem`])
    expect((await stat(kept(`roots/${sha256}.pem`))).mode & 0o077).toBe(0)
    expect((await open().read()).roots[0]).toMatchObject({
      sha256,
      subject: 'CN=one',
      validTo: '2049-12-31T23:59:59.000Z',
    })
  })

  test('a private key in the same file is not copied', async () => {
    const key = one.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    await open().addRoots(await given('mixed.pem', key + one.certificate.toString()))
    const [name = ''] = await readdir(kept('roots'))
    expect(await readFile(kept(`roots/${name}`), 'utf8')).not.toContain('PRIVATE')
  })

  test('that were laid there by hand count, too', async () => {
    await open().addRoots(await given('one.der', one.certificate.raw))
    await writeFile(kept('roots/two.crt'), two.certificate.toString())
    await writeFile(kept('roots/notes.txt'), 'not a root')
    expect(subjects(await open().read())).toEqual(['CN=one', 'CN=two'])
  })

  test.each([
    ['no-certificate', 'text'],
    ['no-certificate', ''],
    ['no-certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ])('%s', async (reason, content) => {
    const store = open()
    expect(await refusal(store.addRoots(await given('bad.pem', content)))).toBe(reason)
    expect((await store.read()).roots).toEqual([])
  })

  test('a file that is not there, or is too large, is told in words', async () => {
    const none = join(folder, 'none.pem')
    expect(await saidOf(open().addRoots(none))).toBe(`There is no file ${none}.`)
    const large = await given('large.pem', 'x'.repeat(1024 * 1024 + 1))
    expect(await saidOf(open().addRoots(large))).toBe(
      `${large} is larger than any file of this kind.`,
    )
  })

  test.each([
    ['UTF-8 with a mark', 'utf8'],
    ['UTF-16 with a mark', 'utf16le'],
  ] as const)('are taken from PEM that an editor saved as %s', async (_name, encoding) => {
    const file = await given('marked.pem', Buffer.from(`\ufeff${bundle}`, encoding))
    expect(await open().addRoots(file)).toHaveLength(2)
  })

  test('one that was damaged is told, and the others stay', async () => {
    await open().addRoots(await given('both.pem', bundle))
    const [first = ''] = await readdir(kept('roots'))
    await writeFile(kept(`roots/${first}`), 'damaged')
    const trust = await open().read()
    expect(trust.roots).toHaveLength(1)
    expect(trust.problems).toEqual([{ file: `roots/${first}`, reason: 'no-certificate' }])
  })
})

describe('metadata', () => {
  test('there is none at first, and nothing is wrong with that', async () => {
    const trust = await open().read()
    expect(trust).toMatchObject({ roots: [], metadata: null, problems: [] })
    expect(trust.findModel(AAGUID)).toBeNull()
    expect(trust.nameOf(AAGUID)).toBeNull()
  })

  test('is imported from a file, and is there after a restart', async () => {
    expect((await open().importMetadata(await blobFile())).nameOf(AAGUID)).toBe('Key')
    now += 3 * DAY_MS + 1
    const trust = await open().read()
    expect(trust.nameOf(AAGUID.toUpperCase())).toBe('Key')
    expect(trust.problems).toEqual([])
    expect(trust.metadata).toEqual({
      number: 7,
      nextUpdate: '2026-06-01',
      importedAt: '2026-03-01T12:00:00.000Z',
      ageDays: 3,
      isOverdue: false,
      isSignerExpired: false,
      models: 1,
      malformed: 0,
    })
  })

  test('finds a U2F key by the key of its certificate', async () => {
    const { certificate } = issue({ name: 'U2F', isAuthority: false })
    const spki = certificate.publicKey.export({ type: 'spki', format: 'der' })
    const id = createHash('sha1').update(spki.subarray(-65)).digest('hex')
    const entry = {
      attestationCertificateKeyIdentifiers: [id],
      metadataStatement: { description: 'Old key' },
    }
    const trust = await open().importMetadata(await blobFile({ entries: [entry] }))
    expect(trust.findModelOf(certificate)?.name).toBe('Old key')
    expect(trust.findModelOf(issue({ name: 'U2F' }).certificate)).toBeNull()
    expect(trust.metadata?.models).toBe(1)
  })

  test('is overdue on the day after its next update', async () => {
    const store = open()
    await store.importMetadata(await blobFile({ nextUpdate: '2026-03-10' }))
    now = Date.parse('2026-03-10T23:59:59Z')
    expect((await store.read()).metadata?.isOverdue).toBe(false)
    now += 1000
    expect((await store.read()).metadata?.isOverdue).toBe(true)
  })

  test('an older one is refused, before and after a restart; a newer one is taken', async () => {
    const store = open()
    await store.importMetadata(await blobFile({ no: 8 }))
    const older = await blobFile({ no: 7 }, 'older.jwt')
    expect(await refusal(store.importMetadata(older))).toBe('older')
    expect(await refusal(open().importMetadata(older))).toBe('older')
    expect((await store.read()).metadata?.number).toBe(8)
    await store.importMetadata(await blobFile({ no: 9 }, 'newer.jwt'))
    expect((await open().read()).metadata?.number).toBe(9)
  })

  test('two at once do not end with the older', async () => {
    const store = openMetadataStore(
      memoryFolder(),
      () => Promise.resolve({ roots: [makers.root.certificate], name: FIDO_SIGNER_NAME }),
      () => now,
    )
    const [nine, eight] = [await makeBlob(makers, { no: 9 }), await makeBlob(makers, { no: 8 })]
    const taken = await Promise.all([nine, eight].map((blob) => refusal(store.take(blob))))
    expect(taken).toEqual(['taken', 'older'])
    expect((await store.state()).stored?.blob.number).toBe(9)
  })

  test('the same one again changes nothing', async () => {
    const store = open()
    const file = await blobFile()
    await store.importMetadata(file)
    now += 5 * DAY_MS
    expect((await store.importMetadata(file)).metadata?.importedAt).toBe('2026-03-01T12:00:00.000Z')
  })

  test('a refused one leaves what was there', async () => {
    const store = open()
    await store.importMetadata(await blobFile())
    const forged = await given('forged.jwt', await makeBlob(blobMakers(), { no: 99 }))
    expect(await refusal(store.importMetadata(forged))).toBe('untrusted-chain')
    const none = join(folder, 'none.jwt')
    expect(await saidOf(store.importMetadata(none))).toBe(`There is no file ${none}.`)
    expect((await store.read()).metadata?.number).toBe(7)
    expect((await open().read()).problems).toEqual([])
  })

  test('is fetched from an https address and from no other', async () => {
    const blob = Uint8Array.from(await readFile(await blobFile()))
    const store = open(folder, () => Promise.resolve(new Response(blob)))
    expect(await refusal(store.importMetadata('http://mds.example/'))).toBe('not-https')
    expect((await store.importMetadata('https://mds.example/')).metadata?.number).toBe(7)
    expect(await refusal(open().importMetadata('https://mds.example/'))).toBe('unreachable')
  })

  test('without an end is not fetched to its end', async () => {
    const huge = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(MOST_BLOB_BYTES / 4)),
    })
    const store = open(folder, () => Promise.resolve(new Response(huge)))
    expect(await refusal(store.importMetadata('https://mds.example/'))).toBe('too-large')
  })

  test('in memory it ends with the store, and nothing is written', async () => {
    const store = open(null)
    await store.addRoots(await given('root.pem', makers.root.certificate.toString()))
    await store.importMetadata(await blobFile())
    expect(await store.read()).toMatchObject({ roots: [{}], metadata: { number: 7 } })
    expect((await open(null).read()).metadata).toBeNull()
    expect(await readdir(folder)).not.toContain('trust')
  })
})

describe('a root for metadata that came after this release', () => {
  const next = blobMakers()
  const nextBlob = async () => await given('next.jwt', await makeBlob(next, { no: 20 }))
  const rootFile = () => given('next.pem', next.root.certificate.toString())

  test('is added by the owner, beside those that are known, and is there after a restart', async () => {
    const store = open()
    expect(await refusal(store.importMetadata(await nextBlob()))).toBe('untrusted-chain')
    await store.addMetadataRoots(await rootFile())
    expect((await store.importMetadata(await nextBlob())).metadata?.number).toBe(20)
    const again = await open().read()
    expect(again).toMatchObject({ metadata: { number: 20 }, problems: [] })
    expect(again.metadataRoots.map(({ subject }) => subject)).toEqual(['CN=Test metadata root'])
    const usual = await given('usual.jwt', await makeBlob(makers, { no: 21 }))
    expect((await open().importMetadata(usual)).metadata?.number).toBe(21)
  })

  test('vouches for no key, as a root for keys signs no metadata', async () => {
    const store = open()
    await store.addMetadataRoots(await rootFile())
    expect((await store.read()).roots).toEqual([])
    const other = open(null)
    await other.addRoots(await rootFile())
    expect(await refusal(other.importMetadata(await nextBlob()))).toBe('untrusted-chain')
  })

  test('lets nobody else sign: the name of the signer stays', async () => {
    const store = open()
    await store.addMetadataRoots(await rootFile())
    const elsewhere = { name: 'mds.example.com', host: 'mds.example.com', isAuthority: false }
    const signer = issue({ ...elsewhere, issuer: next.intermediate })
    const forged = await given('forged.jwt', await makeBlob({ ...next, signer }, { no: 22 }))
    expect(await refusal(store.importMetadata(forged))).toBe('other-signer')
  })

  test('that was taken away takes its metadata along, and that is told', async () => {
    const store = open()
    await store.addMetadataRoots(await rootFile())
    await store.importMetadata(await nextBlob())
    await rm(kept('metadata-roots'), { recursive: true })
    const problems = [{ file: 'metadata.jwt', reason: 'untrusted-chain' }]
    expect(await open().read()).toMatchObject({ metadata: null, problems })
  })
})

describe('metadata that was kept', () => {
  beforeEach(async () => {
    await open().importMetadata(await blobFile())
  })

  test('whose signer has expired since is trusted still, and it is told', async () => {
    now = Date.parse('2026-07-01')
    const store = open()
    const { metadata, problems } = await store.read()
    expect(problems).toEqual([])
    expect(metadata).toMatchObject({ number: 7, isSignerExpired: true, isOverdue: true })
    const again = await blobFile({ no: 9 })
    expect(await refusal(store.importMetadata(again))).toBe('expired-certificate')
  })

  test.each([
    ['damaged', 'signature', (text: string) => text.slice(0, -4) + 'AAAA'],
    ['cut off', 'signature', (text: string) => text.slice(0, -20)],
    ['something else', 'not-a-blob', () => 'damaged'],
    ['empty', 'not-a-blob', () => ''],
  ])('and is %s is told; the same number cures it', async (_name, reason, damage) => {
    const good = await readFile(kept('metadata.jwt'), 'utf8')
    await writeFile(kept('metadata.jwt'), damage(good))
    const store = open()
    const trust = await store.read()
    expect(trust.problems).toEqual([{ file: 'metadata.jwt', reason }])
    expect(trust.metadata).toBeNull()
    const older = await blobFile({ no: 6 }, 'older.jwt')
    expect(await refusal(store.importMetadata(older))).toBe('older')
    expect((await store.importMetadata(await blobFile())).problems).toEqual([])
    expect((await open().read()).metadata?.number).toBe(7)
  })

  test('and was put back to an older one is told', async () => {
    await writeFile(kept('metadata.jwt'), await makeBlob(makers, { no: 3 }))
    const trust = await open().read()
    expect(trust.problems).toEqual([{ file: 'metadata.jwt', reason: 'older' }])
    expect(trust.metadata).toBeNull()
  })

  test('and is gone is told', async () => {
    await rm(kept('metadata.jwt'))
    expect((await open().read()).problems).toEqual([{ file: 'metadata.jwt', reason: 'missing' }])
  })

  test('without a readable record is told', async () => {
    await writeFile(kept('metadata.json'), '{')
    expect((await open().read()).problems).toEqual([{ file: 'metadata.jwt', reason: 'unreadable' }])
  })

  test('is trusted where the station stopped before it wrote the record', async () => {
    await rm(kept('metadata.json'))
    expect(await open().read()).toMatchObject({ metadata: { number: 7, ageDays: 0 }, problems: [] })
  })

  test('is looked at again after a problem', async () => {
    const good = await readFile(kept('metadata.jwt'))
    await rm(kept('metadata.jwt'))
    const store = open()
    expect((await store.read()).problems).toHaveLength(1)
    await writeFile(kept('metadata.jwt'), good)
    expect((await store.read()).metadata?.number).toBe(7)
  })
})
