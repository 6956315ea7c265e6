import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

interface Configuration {
  readonly appId: string
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

/** As Electron's binary has its fuses: a sentinel, the wire's version, its length, one character each. */
function writeStandIn(file: string, states: string): void {
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  const wire = [Buffer.from([1, states.length]), Buffer.from(states)]
  const bytes = [Buffer.alloc(64), sentinel, ...wire, Buffer.alloc(64)]
  writeFileSync(file, Buffer.concat(bytes), { mode: 0o755 })
}

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-pack-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

describe('the fuses', () => {
  type SetFuses = (context: object) => Promise<void>
  const { default: setFuses } = require('../build/after-pack.cjs') as { default: SetFuses }
  const pack = (electronPlatformName: string): Promise<void> =>
    setFuses({
      appOutDir: folder,
      electronPlatformName,
      packager: { executableName: 'keydesk', appInfo: { productFilename: 'Keydesk' } },
    })

  test('are set, each of them', async () => {
    const file = join(folder, 'keydesk')
    writeStandIn(file, '101100011')
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
    writeStandIn(join(folder, 'keydesk'), '1011000110')
    await expect(pack('linux')).rejects.toThrow(/fuse/i)
  })
})

describe('a package', () => {
  const asar = requireOfBuilder('@electron/asar') as {
    createPackage(source: string, archive: string): Promise<void>
    listPackage(archive: string, options: { isPack: false }): string[]
  }
  const prebuilds = ['HID-darwin-arm64', 'HID-linux-x64', 'HID_hidraw-linux-x64', 'HID-win32-x64']

  function put(path: string, text = ' '): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  /** A project with our configuration and a file of every kind that could slip in. */
  async function makeProject(): Promise<void> {
    const manifest = {
      name: 'keydesk',
      productName: 'Keydesk',
      version: '1.0.0',
      main: 'out/main/index.js',
    }
    const hid = { name: 'node-hid', version: '1.0.0', main: 'nodehid.js' }
    const dependencies = { 'node-hid': '1.0.0', 'cbor-x': '1.0.0' }
    put('package.json', JSON.stringify({ ...manifest, dependencies }))
    const cbor = { name: 'cbor-x', version: '1.0.0', main: 'index.js' }
    const optionalDependencies = { 'cbor-extract': '^2.2.3' }
    put('node_modules/cbor-x/package.json', JSON.stringify({ ...cbor, optionalDependencies }))
    put('node_modules/cbor-x/index.js')
    symlinkSync('../build/left-out/cbor-extract', join(folder, 'node_modules/cbor-extract'))
    put('node_modules/node-hid/package.json', JSON.stringify(hid))
    const files = ['nodehid.js', 'nodehid.d.ts', 'src/HID.cc', 'README.md']
    for (const file of files) put(`node_modules/node-hid/${file}`)
    for (const name of prebuilds) put(`node_modules/node-hid/prebuilds/${name}/node-napi-v4.node`)
    const built = ['main/index.js', 'main/index.js.map', 'preload/index.cjs', 'renderer/index.html']
    for (const file of [...built, 'gallery/index.html']) put(`out/${file}`)
    const strangers = [
      'src/main/index.ts',
      'test/a.test.ts',
      'tools/start.mjs',
      'docs/a.md',
      '.env',
    ]
    for (const file of [...strangers, 'screenshots/a.png', 'tsconfig.json']) put(file)
    cpSync('electron-builder.yml', join(folder, 'electron-builder.yml'))
    cpSync('build', join(folder, 'build'), { recursive: true })
    // Its hook finds the fuses' tool where ours is.
    put('build/after-pack.cjs', 'exports.default = async () => {}')
    put('electron/resources/empty/package.json', '{}')
    await asar.createPackage(
      join(folder, 'electron/resources/empty'),
      join(folder, 'electron/resources/default_app.asar'),
    )
    writeStandIn(join(folder, 'electron/electron'), '101100011')
    for (const file of ['chrome-sandbox', 'LICENSE', 'version', 'locales/en-US.pak']) {
      put(`electron/${file}`)
    }
  }

  test('holds what was built and what main loads, for its platform, and nothing else', async () => {
    await makeProject()
    const cli = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js')
    const given = ['-c.electronDist=electron', '-c.electronVersion=45.4.1']
    const child = spawn(process.execPath, [cli, '--linux', 'dir', '--x64', ...given], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said: string[] = []
    child.stdout.on('data', (data) => said.push(String(data)))
    const [code]: unknown[] = await once(child, 'close')
    if (code !== 0) throw new Error(said.join(''))
    const archive = join(folder, 'release/linux-unpacked/resources/app.asar')
    const packed = asar
      .listPackage(archive, { isPack: false })
      .filter((path) => /\.\w+$/.test(path))
    expect(packed.toSorted()).toEqual([
      '/node_modules/cbor-x/index.js',
      '/node_modules/cbor-x/package.json',
      '/node_modules/node-hid/nodehid.js',
      '/node_modules/node-hid/package.json',
      '/node_modules/node-hid/prebuilds/HID-linux-x64/node-napi-v4.node',
      '/node_modules/node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node',
      '/out/main/index.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/package.json',
    ])
  })
})
