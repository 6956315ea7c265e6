import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readSources } from './support/sources.ts'

const lockSchema = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({ dev: z.boolean().optional(), integrity: z.string().optional() }),
  ),
})
const manifestSchema = z.looseObject({ dependencies: z.record(z.string(), z.string()) })

const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const { dependencies } = manifestSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')))

/** What comes from no registry, and why. */
const withoutIntegrity: Readonly<Record<string, string>> = {
  '': 'Keydesk itself',
  'build/left-out/cbor-extract': 'ours: an empty package in the place of native code',
  'node_modules/cbor-extract': 'a link to the one above',
}

test('whatever is loaded at run time is locked by SHA-512', () => {
  const loose = Object.entries(packages)
    .filter(([, { dev, integrity }]) => dev !== true && !integrity?.startsWith('sha512-'))
    .map(([path]) => path)
  expect(loose.toSorted()).toEqual(Object.keys(withoutIntegrity).toSorted())
})

test('no native parser of CBOR is locked: what a key says is read by JavaScript', async () => {
  expect(Object.keys(packages).filter((path) => path.includes('@cbor-extract/'))).toEqual([])
  const { isNativeAccelerationEnabled } = await import('cbor-x')
  expect(isNativeAccelerationEnabled).toBe(false)
})

/** The packages that a program loads, by following its imports; `without` is left out with what it alone imports. */
function loadedFrom(entry: string, without: readonly string[] = []): readonly string[] {
  const sources = new Map(readSources('src').map((file) => [file.path, file]))
  const seen = new Set(without)
  const packagesSeen = new Set<string>()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const file = sources.get(path)
    waiting.push(...(file?.localImports ?? []))
    for (const name of file?.imports ?? []) {
      const found = Object.keys(dependencies).find((one) => `${name}/`.startsWith(`${one}/`))
      if (found !== undefined) packagesSeen.add(found)
    }
  }
  return [...packagesSeen].toSorted()
}

test('a package carries what the app loads, one library of it for the demo alone', () => {
  const configuration = readFileSync('electron-builder.yml', 'utf8')
  const excluded = /'!node_modules\/\{([^}]+)\}/.exec(configuration)?.[1]?.split(',') ?? []
  const isExcluded = (name: string): boolean =>
    excluded.some((one) => name === one || name.startsWith(`${one}/`))
  const carried = Object.keys(dependencies).filter((name) => !isExcluded(name))
  const loaded = loadedFrom('src/main/index.ts')
  expect(loaded).toEqual(carried.toSorted())
  const withoutDemo = loadedFrom('src/main/index.ts', ['src/main/compose/demo.ts'])
  expect(loaded.filter((name) => !withoutDemo.includes(name))).toEqual(['@simplewebauthn/server'])
})
