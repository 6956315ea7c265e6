import { EventEmitter } from 'node:events'

/**
 * Parts of Electron that have no counterpart in a browser window. They exist so that an app can use them, and specs can
 * emit their events; they do nothing.
 */
export function inertParts() {
  const display = {
    id: 1,
    bounds: { x: 0, y: 0, width: 1920, height: 1080 },
    workArea: { x: 0, y: 0, width: 1920, height: 1080 },
    workAreaSize: { width: 1920, height: 1080 },
    size: { width: 1920, height: 1080 },
    scaleFactor: 1,
  }
  let blockers = 0
  let clipboardText = ''
  return {
    powerMonitor: emitter({ getSystemIdleTime: () => 0, isOnBatteryPower: () => false }),
    powerSaveBlocker: { start: () => ++blockers, stop() {}, isStarted: () => false },
    nativeTheme: emitter({ shouldUseDarkColors: false, themeSource: 'system' }),
    screen: emitter({ getPrimaryDisplay: () => display, getAllDisplays: () => [display] }),
    // Private to the app here, not the desktop's.
    clipboard: {
      readText: async () => clipboardText,
      writeText: async (text) => {
        clipboardText = String(text)
      },
      clear() {
        clipboardText = ''
      },
    },
    globalShortcut: { register: () => true, unregister() {}, unregisterAll() {} },
  }
}

function emitter(members) {
  return Object.assign(new EventEmitter(), members)
}

/** Electron's menus: built and kept, shown nowhere. */
export class Menu {
  static #application = null
  items = []

  static buildFromTemplate(template) {
    const menu = new Menu()
    menu.items = [...template]
    return menu
  }

  static setApplicationMenu(menu) {
    Menu.#application = menu
  }

  static getApplicationMenu() {
    return Menu.#application
  }

  popup() {}
}
