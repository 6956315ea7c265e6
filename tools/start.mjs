import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, isStale, projectFolder } from './build.mjs'
import { findBrowser } from './electron-host/browser/find.mjs'
import { downloadElectron, electronExecutable } from './electron-binary.mjs'
import { chooseRunner, commandOf, environmentOf, hasDisplay, refusal } from './launch-plan.mjs'

// `npm start` and `npm run demo`: opens the station's window, building it first where the sources are newer. Where there
// can be no window, the demo issues its key in the terminal.

const facts = {
  args: process.argv.slice(2),
  platform: process.platform,
  environment: process.env,
  isRoot: process.getuid?.() === 0,
  nodeVersion: process.versions.node,
}

const refused = refusal(facts)
if (refused !== null) fail(refused)

if (hasDisplay(facts) && electronExecutable() === null) await downloadElectron(console.error)
const electron = electronExecutable()
const runner = chooseRunner({ electron, browser: findBrowser() }, facts)
if (runner.kind === 'none') fail(runner.say)
if (runner.say !== null) console.error(runner.say)

if (runner.kind !== 'terminal' && isStale(projectFolder)) {
  console.error('Building …')
  if (!build()) fail('The build failed.')
}

const plan = {
  kind: runner.kind,
  electron,
  host: fileURLToPath(new URL('./electron-host/main.mjs', import.meta.url)),
  node: process.execPath,
  app: projectFolder,
  terminal: [
    createRequire(import.meta.url).resolve('tsx/cli'),
    join(projectFolder, 'src', 'main', 'cli.ts'),
  ],
}
const { command, args } = commandOf(plan, facts)
const child = spawn(command, args, { stdio: 'inherit', env: environmentOf(facts) })
child.on('error', ({ message }) => fail(`The station could not be started: ${message}`))
child.on('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
