import { join } from 'node:path'
import { app } from 'electron'

/** The built window and its preload, inside the app (in a package: inside its archive). */
export function builtFiles(): { readonly renderer: string; readonly preload: string } {
  const out = join(app.getAppPath(), 'out')
  return { renderer: join(out, 'renderer'), preload: join(out, 'preload', 'index.cjs') }
}

/** Where the real station keeps its registry: a folder for this user alone, made with it. */
export function stationDirectory(): string {
  return join(app.getPath('userData'), 'station')
}

/** Gives the demo a profile of its own, so that nothing of it lies beside the real station's data. */
export function separateDemo(): void {
  if (app.commandLine.hasSwitch('user-data-dir')) return
  app.setPath('userData', join(app.getPath('appData'), `${app.getName()} Demo`))
}
