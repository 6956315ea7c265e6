/**
 * What `npm start` decides, from facts alone.
 *
 * @typedef {object} Facts
 * @property {readonly string[]} args of the command line
 * @property {string} platform as in `process.platform`
 * @property {Readonly<Record<string, string | undefined>>} environment
 * @property {boolean} isRoot
 */

// They open a debugger's door to a process that handles PINs, or take its sandbox away. `-r` runs a stranger's file.
const refusedSwitch = /^(-r$|--(inspect|remote-debugging|require|import|no-sandbox|load-extension))/

/** What makes Node or Electron run other code than the app's; the packaged app ignores them by its fuses. */
const strippedVariables = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'ELECTRON_RUN_AS_NODE']

/**
 * Why the station's window cannot be opened here, in one sentence or two, or null.
 *
 * @param {Facts} facts
 * @returns {string | null}
 */
export function refusal({ args, platform, environment, isRoot }) {
  const refused = args.find((arg) => refusedSwitch.test(arg))
  if (refused !== undefined) return `${refused} is not taken here: it would weaken the station.`
  if (platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) {
    const demo = args.includes('--demo') ? '--demo' : '[--demo]'
    return `There is no display here, so the window cannot be opened. The same job from the terminal: npm run station -- issue --person LOGIN ${demo}`
  }
  if (isRoot && environment.KEYDESK_ALLOW_ROOT !== '1') {
    return "Keydesk's window does not run as root, for the browser's sandbox would be off. Start it as a normal user, or set KEYDESK_ALLOW_ROOT=1 to accept that."
  }
  return null
}

/**
 * What opens the window: Electron, else the host on a browser, else nothing. `say` is what the person is told.
 *
 * @param {{ electron: string | null, browser: string | null }} found paths of executables
 * @returns {{ kind: 'electron' | 'host' | 'none', say: string | null }}
 */
export function chooseRunner({ electron, browser }) {
  if (electron !== null) return { kind: 'electron', say: null }
  const missing = "Electron's binary is not here and could not be downloaded"
  if (browser !== null) {
    return { kind: 'host', say: `${missing}: Keydesk opens in ${browser} instead.` }
  }
  return {
    kind: 'none',
    say: `${missing}, and no Chromium, Chrome or Edge was found. Install one of them (Debian: sudo apt-get install chromium), or let npx install-electron reach github.com or the mirror named in ELECTRON_MIRROR.`,
  }
}

/**
 * The command that opens the window.
 *
 * @param {object} plan
 * @param {'electron' | 'host'} plan.kind
 * @param {string} plan.electron path of Electron's executable
 * @param {string} plan.host path of the host's main file
 * @param {string} plan.node path of Node's executable
 * @param {string} plan.app folder of the app
 * @param {Facts} facts
 * @returns {{ command: string, args: string[] }}
 */
export function commandOf({ kind, electron, host, node, app }, { args, isRoot }) {
  if (kind === 'host') return { command: node, args: [host, app, ...args] }
  return { command: electron, args: [...(isRoot ? ['--no-sandbox'] : []), app, ...args] }
}

/**
 * The environment the app gets.
 *
 * @param {Facts} facts
 */
export function environmentOf({ environment }) {
  const kept = Object.entries(environment).filter(([name]) => !strippedVariables.includes(name))
  return { ...Object.fromEntries(kept), ELECTRON_HOST_HEADLESS: '0' }
}
