import inspector from 'node:inspector'
import Module, { createRequire, register } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { findApp, isHeadless, readArguments } from './command-line.mjs'
import { createElectron } from './electron.mjs'

// Takes Electron's command line and runs an Electron app: main here, in Node, windows in a system browser.

const require = createRequire(import.meta.url)
const { version } = require('electron/package.json')
const line = readArguments(process.argv.slice(2))
if (line.wantsVersion) {
  console.log(`v${version}`)
  process.exit(0)
}

const app = findApp(line.app)
dressProcess()
const electron = createElectron({
  line,
  folder: app.folder,
  manifest: app.manifest,
  isHeadless: isHeadless(line, process.env, process.platform),
})
answerImports()
if (line.inspectPort !== null) inspector.open(line.inspectPort, '127.0.0.1', false)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => electron.app.quit())
process.on('uncaughtException', (error) => {
  process.stderr.write(`A JavaScript error occurred in the main process\n${error?.stack}\n`)
})
run().catch((error) => {
  process.stderr.write(`${error?.stack ?? error}\n`)
  process.exit(1)
})

/** Makes this process look like Electron's main process to the app. */
function dressProcess() {
  const versions = { ...process.versions, electron: version, chrome: '0' }
  Object.defineProperty(process, 'versions', { value: versions, enumerable: true })
  Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: app.folder })
  process.argv = [process.argv[0], ...process.argv.slice(2)]
}

/** `require('electron')` and `import 'electron'` give the host's object, not the npm package. */
function answerImports() {
  globalThis[Symbol.for('electron-host')] = electron
  const face = fileURLToPath(new URL('./face.cjs', import.meta.url))
  const resolveFilename = Module._resolveFilename
  Module._resolveFilename = function (request, ...rest) {
    const isElectron = request === 'electron' || request === 'electron/main'
    return isElectron ? face : resolveFilename.call(this, request, ...rest)
  }
  register('./hooks.mjs', import.meta.url)
}

async function run() {
  for (const file of line.required) require(path.resolve(file))
  process.on('exit', warnOfDeadlock)
  if (app.isModule) await import(pathToFileURL(app.main).href)
  else require(app.main)
  process.off('exit', warnOfDeadlock)
  await electron.app.start()
}

/** Node leaves when nothing is left to wait for, and `ready` comes only after the main file has run. */
function warnOfDeadlock() {
  process.stderr.write(
    'The main file never finished: a top-level `await app.whenReady()` deadlocks, as it does on Electron\n',
  )
}
