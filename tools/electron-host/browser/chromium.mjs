import { spawn } from 'node:child_process'
import { CdpConnection } from './cdp.mjs'
import { findBrowser } from './find.mjs'

const quietSwitches = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-search-engine-choice-screen',
  '--disable-session-crashed-bubble',
  '--disable-sync',
  '--hide-crash-restore-bubble',
  '--metrics-recording-only',
]

// Requests of pages are answered over CDP. Whatever else the browser asks goes to a proxy that is not there, loopback
// included, so that it resolves and reaches nothing.
const noNetworkSwitches = [
  '--proxy-server=http://127.0.0.1:1',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
]

const featuresOff = [
  'AutofillServerCommunication',
  'CalculateNativeWinOcclusion',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'OptimizationHints',
  'Translate',
]

const isRoot = process.getuid?.() === 0

/** The browser process. CDP goes over inherited pipes (descriptors 3 and 4): no port is opened unless asked for. */
export class Chromium extends CdpConnection {
  #process
  #executable
  #profile

  /**
   * @param {object} options
   * @param {string} options.profile folder of the browser's own files
   * @param {boolean} options.isHeadless
   * @param {boolean} options.isSandboxed false only where the command line said so
   * @param {number | null} options.debuggingPort for Playwright, which speaks CDP over a loopback port
   * @param {Map<string, string>} options.switches Chromium switches of the command line and of the app
   */
  static start(options) {
    const executable = findBrowser()
    if (!executable) {
      throw new Error('No Chromium, Chrome or Edge was found (ELECTRON_HOST_CHROMIUM names one)')
    }
    const stdio = ['ignore', 'ignore', 'pipe', 'pipe', 'pipe']
    const child = spawn(executable, browserArguments(options), { stdio })
    return new Chromium(child, executable, options.profile)
  }

  constructor(child, executable, profile) {
    super(child.stdio[4], child.stdio[3])
    this.#process = child
    this.#executable = executable
    this.#profile = profile
    child.stderr.on('data', forwardStderr)
    child.on('error', (error) => this.#end(error))
    child.on('exit', () => this.#end(new Error('The browser has exited')))
  }

  get pid() {
    return this.#process.pid
  }

  /** A chromeless window: the second process hands its command line to the running one and exits. */
  openAppWindow(url, { width, height, x, y, kiosk }) {
    const args = [
      ...commonArguments(this.#profile),
      `--app=${url}`,
      `--window-size=${width},${height}`,
      ...(x === undefined ? [] : [`--window-position=${x},${y}`]),
      ...(kiosk ? ['--kiosk'] : []),
      ...(isRoot ? ['--no-sandbox'] : []),
    ]
    spawn(this.#executable, args, { stdio: 'ignore' }).unref()
  }

  /** Asks the browser to leave; resolves when it is gone, at the latest killed after ten seconds. */
  async quit() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const gone = new Promise((resolve) => this.once('exit', resolve))
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), 10_000)
    this.send('Browser.close').catch(() => {})
    await gone
    clearTimeout(timer)
  }

  #end(error) {
    this.close(error)
    this.emit('exit')
  }
}

function commonArguments(profile) {
  return [`--user-data-dir=${profile}`, ...quietSwitches, ...noNetworkSwitches]
}

function browserArguments({ profile, isHeadless, isSandboxed, debuggingPort, switches }) {
  const { 'disable-features': moreOff = '', ...others } = Object.fromEntries(switches)
  delete others['user-data-dir']
  const off = [...featuresOff, ...moreOff.split(',').filter((name) => name !== '')]
  return [
    ...commonArguments(profile),
    '--no-startup-window',
    '--remote-debugging-pipe',
    `--disable-features=${off.join(',')}`,
    ...(isHeadless ? ['--headless=new', '--hide-scrollbars', '--mute-audio'] : []),
    ...(isSandboxed && !isRoot ? [] : ['--no-sandbox', '--test-type']),
    ...(debuggingPort === null ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ...Object.entries(others).map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`)),
  ]
}

/** Playwright waits for the port's line; a missing display must not go unsaid. The rest is noise. */
function forwardStderr(data) {
  const isWanted = /DevTools listening on|Unable to open X display/.test(String(data))
  if (isWanted || process.env.ELECTRON_HOST_VERBOSE) process.stderr.write(data)
}
