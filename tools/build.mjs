import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url))

const sources = ['src', 'package.json', 'electron.vite.config.ts']
const outputs = ['main/index.js', 'preload/index.cjs', 'renderer/index.html']

/**
 * Whether out/ is missing a part, or older than any of its sources.
 *
 * @param {string} folder of the project
 */
export function isStale(folder) {
  const built = outputs.map((output) => join(folder, 'out', output))
  if (!built.every((file) => existsSync(file))) return true
  const oldest = Math.min(...built.map((file) => statSync(file).mtimeMs))
  return Math.max(...sources.map((source) => newest(join(folder, source)))) > oldest
}

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(...readdirSync(path).map((name) => newest(join(path, name))), stat.mtimeMs)
}

/**
 * Builds main, preload and the window. What the build says is shown only when it fails.
 *
 * @returns {boolean} whether it succeeded
 */
export function build() {
  const builder = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const options = { cwd: projectFolder, encoding: 'utf8' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, 'build'], options)
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`)
  return status === 0
}
