import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

interface Configuration {
  readonly appId: string
  /** As the builder reads it: one set of files, and a filter. */
  readonly files: readonly { readonly filter: readonly string[] }[]
  readonly asar: boolean
  readonly afterPack: string
  readonly deb: { readonly afterInstall: string; readonly afterRemove: string }
  readonly linux: { readonly extraResources: readonly { readonly from: string }[] }
  readonly mac: { readonly entitlements: string }
  readonly [key: string]: unknown
}

/** The functions electron-builder itself reads and checks its configuration with. */
interface ConfigModule {
  getConfig(folder: string, file: string, fromCli: null): Promise<Configuration>
  validateConfiguration(configuration: object, log: { readonly isEnabled: false }): Promise<void>
}

const require = createRequire(import.meta.url)
const requireOfBuilder = createRequire(require.resolve('electron-builder/package.json'))
const builder = requireOfBuilder('app-builder-lib/out/util/config/config') as ConfigModule
const configuration = await builder.getConfig(process.cwd(), 'electron-builder.yml', null)
const validate = (changed: object): Promise<void> =>
  builder.validateConfiguration({ ...configuration, ...changed }, { isEnabled: false })

describe('electron-builder.yml', () => {
  test('is valid by electron-builder’s own schema', async () => {
    await validate({})
    expect(configuration.appId).toBe('com.keydesk.station')
  })

  test.each([
    { kiosk: true },
    { linux: { maintainers: 'nobody' } },
    { mac: { hardenedRuntime: 'yes' } },
    { win: { requestedExecutionLevel: 'root' } },
  ])('%o would be refused', async (changed) => {
    await expect(validate(changed)).rejects.toThrow('configuration')
  })

  test('packs what was built, and nothing of the tools, tests or sources', () => {
    const patterns = configuration.files.flatMap(({ filter }) => filter)
    const packed = patterns.filter((pattern) => !pattern.startsWith('!'))
    expect(packed).toEqual(['out/**', 'package.json'])
    expect(configuration.asar).toBe(true)
  })

  test('keeps each platform’s own native modules only', () => {
    const dropped = ['win', 'mac', 'linux'].map((name) => configuration[name])
    expect(dropped).toMatchObject([
      { files: ['!**/prebuilds/*{darwin,linux}*/**'] },
      { files: ['!**/prebuilds/*{linux,win32}*/**'] },
      { files: ['!**/prebuilds/*{darwin,win32}*/**'] },
    ])
  })

  test('names files that are there', () => {
    const named = [
      configuration.afterPack,
      configuration.deb.afterInstall,
      configuration.deb.afterRemove,
      configuration.mac.entitlements,
      ...configuration.linux.extraResources.map(({ from }) => from),
    ]
    for (const file of named) expect(readFileSync(file, 'utf8')).not.toBe('')
  })
})

test.each(['after-install.tpl', 'after-remove.tpl'])(
  'build/%s still holds the template it replaces',
  (name) => {
    const template = join('node_modules', 'app-builder-lib', 'templates', 'linux', name)
    expect(readFileSync(join('build', name), 'utf8')).toContain(
      readFileSync(template, 'utf8').trim(),
    )
  },
)

describe('the fuses', () => {
  type SetFuses = (context: object) => Promise<void>
  const { default: setFuses } = require('../build/after-pack.cjs') as { default: SetFuses }
  let folder = ''

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-fuses-'))
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  /** As Electron's binary has them: a sentinel, the wire's version, its length, one character each. */
  function standIn(states: string): string {
    const file = join(folder, 'keydesk')
    const wire = [FuseVersion.V1.charCodeAt(0) - 48, states.length]
    const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
    const bytes = [Buffer.alloc(64), sentinel, Buffer.from(wire), Buffer.from(states)]
    writeFileSync(file, Buffer.concat([...bytes, Buffer.alloc(64)]))
    return file
  }

  const pack = (electronPlatformName: string): Promise<void> =>
    setFuses({
      appOutDir: folder,
      electronPlatformName,
      packager: { executableName: 'keydesk', appInfo: { productFilename: 'Keydesk' } },
    })

  test('are set, each of them', async () => {
    const file = standIn('101100011')
    await pack('linux')
    const wire = await getCurrentFuseWire(file)
    const isOn = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      onlyFromAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      ownSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
      wasmTrapHandlers: isOn(FuseV1Options.WasmTrapHandlers),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      onlyFromAsar: true,
      ownSnapshot: false,
      fileProtocol: false,
      wasmTrapHandlers: true,
    })
  })

  test('an Electron with a fuse nobody has thought about is refused', async () => {
    standIn('1011000110')
    await expect(pack('linux')).rejects.toThrow(/fuse/i)
  })
})
