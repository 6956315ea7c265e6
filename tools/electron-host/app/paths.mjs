import os from 'node:os'
import path from 'node:path'

/** Electron's default paths for an app of this name. `userDataDir` is the command line's, where given. */
export function defaultPaths(name, userDataDir) {
  const home = os.homedir()
  const appData = appDataFolder(home)
  const own = path.join(appData, name)
  return {
    home,
    appData,
    userData: userDataDir ?? own,
    sessionData: userDataDir ?? own,
    logs: path.join(own, 'logs'),
    temp: os.tmpdir(),
    exe: process.execPath,
    desktop: path.join(home, 'Desktop'),
    documents: path.join(home, 'Documents'),
    downloads: path.join(home, 'Downloads'),
  }
}

function appDataFolder(home) {
  if (process.platform === 'win32') return process.env.APPDATA ?? home
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support')
  return process.env.XDG_CONFIG_HOME ?? path.join(home, '.config')
}
