/**
 * What `npm start` decides, from facts alone.
 *
 * @typedef {object} Facts
 * @property {readonly string[]} args of the command line
 * @property {string} platform as in `process.platform`
 * @property {Readonly<Record<string, string | undefined>>} environment
 * @property {boolean} isRoot
 * @property {string} nodeVersion as in `process.versions.node`
 */

// They open a debugger's door to a process that handles PINs, or take its sandbox away. `-r` runs a stranger's file.
const refusedSwitch = /^(-r$|--(inspect|remote-debugging|require|import|no-sandbox|load-extension))/

/** What makes Node or Electron run other code than the app's; the packaged app ignores them by its fuses. */
const strippedVariables = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'ELECTRON_RUN_AS_NODE']

/** What Electron's own installer asks for (`engines` of electron 45). */
const installerNode = [22, 12]

/** The demo's issuance without a window: the same double of Okta, the same kind of key. */
const terminalDemo = ['issue', '--person', 'jane.doe@example.com', '--demo']

/** @param {Pick<Facts, 'args'>} facts */
const isDemo = ({ args }) => args.includes('--demo')

/**
 * Why nothing is started at all, in one sentence or two, or null. The demo always finds a way.
 *
 * @param {Facts} facts
 * @returns {string | null}
 */
export function refusal(facts) {
  const refused = facts.args.find((arg) => refusedSwitch.test(arg))
  if (refused !== undefined) return `${refused} is not taken here: it would weaken the station.`
  if (isDemo(facts)) return null
  if (!hasDisplay(facts)) {
    return 'There is no display here, so the window cannot be opened. The same work from the terminal: npm run station -- help'
  }
  if (facts.isRoot) {
    return "Keydesk's window does not run as root, for the browser's sandbox would be off. Start it as a normal user; npm run demo may be tried as root."
  }
  return null
}

/**
 * Whether a window has somewhere to be shown.
 *
 * @param {Pick<Facts, 'platform' | 'environment'>} facts
 */
export function hasDisplay({ platform, environment }) {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

/**
 * What runs the station: Electron, else the host on a browser; for the demo else the terminal. `say` is what the person
 * is told.
 *
 * @param {{ electron: string | null, browser: string | null }} found paths of executables
 * @param {Facts} facts
 * @returns {{ kind: 'electron' | 'host' | 'terminal' | 'none', say: string | null }}
 */
export function chooseRunner({ electron, browser }, facts) {
  if (!hasDisplay(facts)) {
    return {
      kind: 'terminal',
      say: 'There is no display here, so the demo issues its key in the terminal.',
    }
  }
  const asRoot = facts.isRoot ? [rootNotice] : []
  if (electron !== null) return { kind: 'electron', say: asRoot[0] ?? null }
  const missing = `Electron's binary is not here and could not be downloaded${becauseOfNode(facts)}`
  if (browser !== null) {
    const opened = `${missing}: Keydesk opens in ${browser} instead.`
    return { kind: 'host', say: [opened, ...asRoot].join('\n') }
  }
  const say = `${missing}, and no Chromium, Chrome or Edge was found. Install one of them (Debian: sudo apt-get install chromium), or let npx install-electron reach github.com or the mirror named in ELECTRON_MIRROR.`
  if (!isDemo(facts)) return { kind: 'none', say }
  return { kind: 'terminal', say: `${say}\nMeanwhile the demo issues its key in the terminal.` }
}

const rootNotice =
  "This runs as root, where the browser's sandbox is off. The demo may, for nothing of it is real; a real connection is never opened so."

/** @param {Facts} facts */
function becauseOfNode({ nodeVersion }) {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  const [needsMajor = 0, needsMinor = 0] = installerNode
  if (major > needsMajor || (major === needsMajor && minor >= needsMinor)) return ''
  return ` (its installer asks for Node.js ${installerNode.join('.')} or newer, and this is ${nodeVersion})`
}

/**
 * The command that runs the station.
 *
 * @param {object} plan
 * @param {'electron' | 'host' | 'terminal'} plan.kind
 * @param {string} plan.electron path of Electron's executable
 * @param {string} plan.host path of the host's main file
 * @param {string} plan.node path of Node's executable
 * @param {string} plan.app folder of the app
 * @param {readonly string[]} plan.terminal what Node runs for the terminal
 * @param {Facts} facts
 * @returns {{ command: string, args: string[] }}
 */
export function commandOf({ kind, electron, host, node, app, terminal }, { args, isRoot }) {
  if (kind === 'terminal') return { command: node, args: [...terminal, ...terminalDemo] }
  if (kind === 'host') return { command: node, args: [host, app, ...args] }
  return { command: electron, args: [...(isRoot ? ['--no-sandbox'] : []), app, ...args] }
}

/**
 * The environment the station gets.
 *
 * @param {Facts} facts
 */
export function environmentOf({ environment }) {
  const kept = Object.entries(environment).filter(([name]) => !strippedVariables.includes(name))
  return { ...Object.fromEntries(kept), ELECTRON_HOST_HEADLESS: '0' }
}
