import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

const probeMs = 4000
/** Where nothing answers, a copy in Electron's own cache is still worth this long. */
const unreachableMs = 5000
const downloadMs = 10 * 60_000

/**
 * Electron's executable, or null where it has not been downloaded. (Asking the package itself would start a download.)
 *
 * @param {string} folder of the npm package `electron`
 * @returns {string | null}
 */
export function electronExecutable(folder = electronFolder) {
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? executable : null
}

/**
 * Tries the download once, by the package's own installer: it knows mirrors, proxies, the cache and the checksums. Takes
 * no longer than ten seconds where nothing answers. Whether it worked, `electronExecutable` tells.
 *
 * @param {(sentence: string) => void} say told when it is going to take a while
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export async function downloadElectron(say, environment = process.env) {
  if (environment.ELECTRON_SKIP_BINARY_DOWNLOAD) return
  const canReach = await isReachable(sourceOf(environment))
  if (canReach) say("Downloading Electron's binary, once …")
  const timeout = canReach ? downloadMs : unreachableMs
  const installer = join(electronFolder, 'install.js')
  const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout })
  await new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
}

function sourceOf(environment) {
  const mirror = environment.ELECTRON_MIRROR ?? environment.npm_config_electron_mirror
  return mirror ?? 'https://github.com/'
}

async function isReachable(url) {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) })
    return true
  } catch {
    return false
  }
}
