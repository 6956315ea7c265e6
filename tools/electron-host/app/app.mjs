import { EventEmitter } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { Chromium } from '../browser/chromium.mjs'
import { watchTargets } from '../window/targets.mjs'
import { defaultPaths } from './paths.mjs'
import { SingleInstanceLock } from './single-instance.mjs'

const attachOptions = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }

/** Electron's `app`: paths, the order of life, one instance. */
export class App extends EventEmitter {
  isPackaged = false
  #host
  #paths
  #switches
  #whenReady
  #becomeReady
  #isReady = false
  #isLeaving = false
  #lock = null

  constructor(host) {
    super()
    const { manifest, line } = host.options
    this.#host = host
    this.name = manifest.productName ?? manifest.name
    this.#switches = new Map(line.switches)
    this.#paths = defaultPaths(this.name, this.#switches.get('user-data-dir'))
    this.#whenReady = new Promise((resolve) => {
      this.#becomeReady = resolve
    })
    this.commandLine = {
      appendSwitch: (name, value = '') => void this.#switches.set(name, value),
      hasSwitch: (name) => this.#switches.has(name),
      getSwitchValue: (name) => this.#switches.get(name) ?? '',
      removeSwitch: (name) => void this.#switches.delete(name),
    }
  }

  /** Not Electron's: called once the app's main file has run. Starts the browser, then the app is ready. */
  async start() {
    if (this.#isLeaving) return
    const { isHeadless, line } = this.#host.options
    fs.mkdirSync(this.getPath('userData'), { recursive: true, mode: 0o700 })
    const chromium = Chromium.start({
      profile: path.join(this.getPath('userData'), 'electron-host-profile'),
      isHeadless,
      isSandboxed: line.isSandboxed,
      debuggingPort: line.debuggingPort,
      switches: this.#switches,
    })
    this.#host.chromium = chromium
    chromium.on('exit', () => this.#browserGone())
    const { product } = await chromium.send('Browser.getVersion')
    process.versions.chrome = product.split('/')[1]
    watchTargets(this.#host)
    await Promise.all([
      chromium.send('Target.setDiscoverTargets', { discover: true }),
      chromium.send('Target.setAutoAttach', attachOptions),
      chromium.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
      // Grants none, and by that refuses every other.
      chromium.send('Browser.grantPermissions', { permissions: [] }),
    ])
    this.#isReady = true
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
    this.#becomeReady()
  }

  #browserGone() {
    if (this.#isLeaving) return
    this.#host.report(new Error('The browser has gone away'))
    for (const window of this.#host.windows.values()) window.closed()
    this.exit(1)
  }

  /** Not Electron's: called when the last window is gone. */
  allWindowsClosed() {
    if (!this.emit('window-all-closed')) this.quit()
  }

  isReady() {
    return this.#isReady
  }

  whenReady() {
    return this.#whenReady
  }

  quit() {
    if (this.#isLeaving) return
    let isPrevented = false
    const event = {
      preventDefault: () => {
        isPrevented = true
      },
    }
    this.emit('before-quit', event)
    if (isPrevented) return
    for (const window of this.#host.windows.values()) if (!window.close()) return
    this.emit('will-quit', event)
    if (!isPrevented) this.exit(0)
  }

  exit(code = 0) {
    if (this.#isLeaving) return
    this.#isLeaving = true
    this.emit('quit', {}, code)
    void this.#leave(code)
  }

  async #leave(code) {
    await Promise.all([this.#lock?.handedOver, this.#host.chromium?.quit()])
    this.releaseSingleInstanceLock()
    process.exit(code)
  }

  requestSingleInstanceLock(additionalData) {
    this.#lock ??= new SingleInstanceLock(this.getPath('userData'))
    const message = { argv: process.argv, workingDirectory: process.cwd(), additionalData }
    return this.#lock.acquire(message, (second) => {
      this.emit('second-instance', {}, second.argv, second.workingDirectory, second.additionalData)
    })
  }

  hasSingleInstanceLock() {
    return this.#lock?.isHeld === true
  }

  releaseSingleInstanceLock() {
    this.#lock?.release()
  }

  getPath(name) {
    const found = this.#paths[name]
    if (found === undefined) throw new Error(`Failed to get '${name}' path`)
    return found
  }

  setPath(name, folder) {
    this.#paths[name] = folder
  }

  getAppPath() {
    return this.#host.options.folder
  }

  getName() {
    return this.name
  }

  setName(name) {
    this.name = name
  }

  getVersion() {
    return this.#host.options.manifest.version ?? '0.0.0'
  }

  getLocale() {
    return Intl.DateTimeFormat().resolvedOptions().locale
  }

  isAccessibilitySupportEnabled() {
    return true
  }
}

const inert = [
  'disableHardwareAcceleration',
  'enableSandbox',
  'focus',
  'setAccessibilitySupportEnabled',
  'setAppUserModelId',
  'setDesktopName',
]
for (const name of inert) App.prototype[name] = () => {}
