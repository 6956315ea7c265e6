import fs from 'node:fs'
import path from 'node:path'

/**
 * What Electron's command line says: `electron [switches] [-r file] [app] [arguments of the app]`.
 *
 * @param {readonly string[]} args
 */
export function readArguments(args) {
  const line = {
    switches: new Map(),
    required: [],
    inspectPort: null,
    debuggingPort: null,
    isHeadless: false,
    isSandboxed: true,
    wantsVersion: false,
    app: '.',
    appArguments: [],
  }
  const queue = [...args]
  while (queue.length > 0) {
    const arg = queue.shift()
    if (readOwnSwitch(arg, queue, line)) continue
    if (arg.startsWith('--')) {
      readSwitch(arg, line.switches)
      continue
    }
    line.app = arg
    line.appArguments = queue.splice(0)
  }
  // Chromium reads its switches wherever they stand.
  for (const arg of line.appArguments) {
    if (arg.startsWith('--user-data-dir=')) readSwitch(arg, line.switches)
  }
  return line
}

function readOwnSwitch(arg, queue, line) {
  const value = arg.slice(arg.indexOf('=') + 1)
  if (arg === '-r' || arg === '--require') line.required.push(queue.shift())
  else if (arg === '-v' || arg === '--version') line.wantsVersion = true
  else if (/^--inspect(-brk)?=/.test(arg)) line.inspectPort = Number(value.split(':').pop())
  else if (arg.startsWith('--remote-debugging-port=')) line.debuggingPort = Number(value)
  else if (arg === '--no-sandbox') line.isSandboxed = false
  else if (/^--headless(=|$)/.test(arg)) line.isHeadless = true
  else return false
  return true
}

function readSwitch(arg, switches) {
  const [name, ...value] = arg.slice(2).split('=')
  switches.set(name, value.join('='))
}

/**
 * The folder of the app, its package.json and its main file, found as Electron finds them.
 *
 * @param {string} target a folder with a package.json, or a script
 */
export function findApp(target) {
  const start = path.resolve(target)
  const isFolder = fs.statSync(start).isDirectory()
  const folder = isFolder ? start : packageFolder(path.dirname(start))
  const manifest = readManifest(folder)
  const main = isFolder ? path.join(folder, manifest.main ?? 'index.js') : start
  const type = readManifest(packageFolder(path.dirname(main))).type
  const isModule = main.endsWith('.mjs') || (!main.endsWith('.cjs') && type === 'module')
  return { folder, manifest, main, isModule }
}

function readManifest(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
}

function packageFolder(folder) {
  if (fs.existsSync(path.join(folder, 'package.json'))) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('No package.json was found above the main file')
  return packageFolder(parent)
}

/** Whether windows are shown: the environment decides, else whether there is a display. */
export function isHeadless(line, environment, platform) {
  if (line.isHeadless || environment.ELECTRON_HOST_HEADLESS === '1') return true
  if (environment.ELECTRON_HOST_HEADLESS === '0' || platform !== 'linux') return false
  return !environment.DISPLAY && !environment.WAYLAND_DISPLAY
}
