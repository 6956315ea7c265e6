import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, projectFolder } from './build.mjs'
import { findBrowser } from './electron-host/browser/find.mjs'
import { electronExecutable } from './electron-binary.mjs'

// `npm run test:e2e`: builds the app and runs the end-to-end specs on Electron, or on a system browser where its binary
// is not here. Other arguments go to Playwright. With --if-possible a machine that has neither leaves them out;
// --pictures has the gallery take its pictures.

const args = process.argv.slice(2)
const isOptional = args.includes('--if-possible')
const arePicturesWanted = args.includes('--pictures')

if (electronExecutable() === null && findBrowser() === null) {
  const missing =
    'neither Electron (npx install-electron) nor a Chromium, Chrome or Edge (Debian: sudo apt-get install chromium) is here'
  if (isOptional) {
    console.log(`The end-to-end specs were left out: ${missing}.`)
    process.exit(0)
  }
  console.error(`The end-to-end specs cannot run: ${missing}.`)
  process.exit(1)
}

if (!build()) process.exit(1)

const playwright = join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js')
const rest = args.filter((arg) => !['--if-possible', '--pictures'].includes(arg))
const child = spawn(process.execPath, [playwright, 'test', ...rest], {
  cwd: projectFolder,
  stdio: 'inherit',
  env: { ...process.env, KEYDESK_PICTURES: arePicturesWanted ? '1' : '' },
})
child.on('exit', (code) => process.exit(code ?? 1))
