import fs from 'node:fs'
import path from 'node:path'

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
]
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
const windowsPaths = [
  'Microsoft/Edge/Application/msedge.exe',
  'Google/Chrome/Application/chrome.exe',
]

/**
 * The first Chromium, Chrome or Edge of this machine, or null. ELECTRON_HOST_CHROMIUM names another.
 *
 * @param {Record<string, string | undefined>} environment
 * @param {string} platform
 * @returns {string | null}
 */
export function findBrowser(environment = process.env, platform = process.platform) {
  const named = environment.ELECTRON_HOST_CHROMIUM
  const candidates = named ? [named] : usualPlaces(environment, platform)
  return candidates.find(isExecutable) ?? null
}

function usualPlaces(environment, platform) {
  if (platform === 'darwin') {
    return macApps.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  }
  if (platform === 'win32') {
    const roots = ['ProgramFiles(x86)', 'ProgramFiles', 'LOCALAPPDATA']
    const folders = roots.map((name) => environment[name]).filter((folder) => folder !== undefined)
    return folders.flatMap((folder) => windowsPaths.map((file) => path.join(folder, file)))
  }
  const folders = (environment.PATH ?? '').split(':').filter((folder) => folder !== '')
  return linuxNames.flatMap((name) => folders.map((folder) => path.join(folder, name)))
}

function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return fs.statSync(file).isFile()
  } catch {
    return false
  }
}
