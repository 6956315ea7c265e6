import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the terminal keeps its registry: apart from the window's, whose secrets it cannot open. */
export function terminalDirectory(platform: string, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') {
    return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Keydesk', 'terminal')
  }
  if (platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'Keydesk', 'terminal')
  }
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'keydesk', 'terminal')
}
