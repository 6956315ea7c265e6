import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

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
