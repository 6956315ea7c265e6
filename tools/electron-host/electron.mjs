import { App } from './app/app.mjs'
import { makeDialog, makeShell } from './app/dialogs.mjs'
import { inertParts, Menu } from './app/inert.mjs'
import { makeSafeStorage } from './app/safe-storage.mjs'
import { makeBrowserWindow } from './window/browser-window.mjs'
import { IpcMain } from './window/ipc-main.mjs'
import { makeSessions } from './window/session.mjs'

/**
 * What `import … from 'electron'` gives the main process on this host, put together once per process. `host` is what its
 * parts share.
 */
export function createElectron(options) {
  const host = {
    options,
    chromium: null,
    /** Schemes the app has registered as its own. */
    schemes: new Set(),
    ipcMain: new IpcMain(),
    windows: new Map(),
    contents: new Map(),
    /** Windows whose page has been asked for and has not arrived, by the token in its first address. */
    awaited: new Map(),
    report: (error) => void process.stderr.write(`[electron-host] ${error?.stack ?? error}\n`),
  }
  host.app = new App(host)
  host.session = makeSessions(host)

  return {
    app: host.app,
    BrowserWindow: makeBrowserWindow(host),
    webContents: webContentsModule(host),
    ipcMain: host.ipcMain,
    protocol: host.session.defaultSession.protocol,
    session: host.session,
    safeStorage: makeSafeStorage(host.app),
    dialog: makeDialog(options),
    shell: makeShell(options),
    net: { fetch: globalThis.fetch, isOnline: () => true },
    Menu,
    ...inertParts(),
  }
}

function webContentsModule({ contents }) {
  return {
    getAllWebContents: () => [...contents.values()],
    fromId: (id) => contents.get(id),
    fromDevToolsTargetId: (target) => [...contents.values()].find((one) => one.frameId === target),
  }
}
