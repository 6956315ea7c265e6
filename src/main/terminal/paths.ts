import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the terminal kept a registry of its own, before window and terminal were one station. */
export function terminalDirectory(platform: string, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return join(roaming(env), 'Keydesk', 'terminal')
  if (platform === 'darwin') return join(applicationSupport(), 'Keydesk', 'terminal')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'keydesk', 'terminal')
}

/** Where the window keeps the station: below Electron's `userData`. */
export function windowDirectory(platform: string, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return join(roaming(env), 'Keydesk', 'station')
  if (platform === 'darwin') return join(applicationSupport(), 'Keydesk', 'station')
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Keydesk', 'station')
}

const roaming = (env: NodeJS.ProcessEnv): string =>
  env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming')

const applicationSupport = (): string => join(homedir(), 'Library', 'Application Support')
