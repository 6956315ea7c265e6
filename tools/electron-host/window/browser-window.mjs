import { EventEmitter } from 'node:events'
import { openTarget } from './targets.mjs'
import { WebContents } from './web-contents.mjs'

const inert = [
  'center',
  'flashFrame',
  'moveTop',
  'removeMenu',
  'setAlwaysOnTop',
  'setAutoHideMenuBar',
  'setBackgroundColor',
  'setClosable',
  'setContentProtection',
  'setIcon',
  'setMenu',
  'setMenuBarVisibility',
  'setMinimizable',
  'setMinimumSize',
  'setProgressBar',
  'setResizable',
  'setSkipTaskbar',
]

/** Electron's BrowserWindow class, for this host. */
export function makeBrowserWindow(host) {
  class BrowserWindow extends EventEmitter {
    static #lastId = 0
    #options
    #bounds
    #windowId = null
    #state = 'normal'
    #isVisible
    #isDestroyed = false
    #hasLoaded = false

    constructor(options = {}) {
      super()
      if (!host.app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
      const { width = 800, height = 600, x, y, show = true, webPreferences = {} } = options
      this.id = ++BrowserWindow.#lastId
      this.#options = options
      this.#bounds = { x: x ?? 0, y: y ?? 0, width, height }
      this.#isVisible = show
      this.webContents = new WebContents(host, this, webPreferences)
      host.windows.set(this.id, this)
      host.app.emit('web-contents-created', {}, this.webContents)
      host.app.emit('browser-window-created', {}, this)
      /** Not Electron's: settles when the window's page can be spoken to. */
      this.opened = this.#open()
      this.opened.catch((error) => host.report(error))
    }

    static getAllWindows() {
      return [...host.windows.values()]
    }

    static getFocusedWindow() {
      return BrowserWindow.getAllWindows().at(-1) ?? null
    }

    static fromWebContents(contents) {
      return contents?.window ?? null
    }

    static fromId(id) {
      return host.windows.get(id) ?? null
    }

    async #open() {
      const { width, height } = this.#bounds
      const { x, y, kiosk = false, fullscreen = false } = this.#options
      this.#windowId = await openTarget(host, this.webContents, { width, height, x, y, kiosk })
      if (host.options.isHeadless) {
        const contents = { windowId: this.#windowId, width, height }
        await host.chromium.send('Browser.setContentsSize', contents).catch(() => {})
      } else if (kiosk || fullscreen) await this.#setWindowBounds({ windowState: 'fullscreen' })
      else await this.#setWindowBounds({ width, height, left: x, top: y })
    }

    /** A window manager may refuse; Electron does not say so either. */
    async #setWindowBounds(bounds) {
      const params = { windowId: this.#windowId, bounds }
      await host.chromium.send('Browser.setWindowBounds', params).catch(() => {})
    }

    #setState(state) {
      this.#state = state
      this.opened.then(() => this.#setWindowBounds({ windowState: state })).catch(() => {})
    }

    /** Not Electron's: called when the page has loaded. */
    pageLoaded() {
      if (this.#hasLoaded) return
      this.#hasLoaded = true
      this.emit('ready-to-show', {})
    }

    /** Not Electron's: called when the target is gone, by whoever's hand. */
    closed() {
      if (!host.windows.delete(this.id)) return
      this.#isDestroyed = true
      this.webContents.gone()
      this.emit('closed')
      if (host.windows.size === 0) host.app.allWindowsClosed()
    }

    /** @returns {boolean} not Electron's: whether the window is going to close */
    close() {
      let isPrevented = false
      const preventDefault = () => {
        isPrevented = true
      }
      if (!this.#isDestroyed) this.emit('close', { preventDefault })
      if (!isPrevented) this.destroy()
      return !isPrevented
    }

    destroy() {
      if (this.#isDestroyed) return
      const close = () =>
        host.chromium.send('Target.closeTarget', { targetId: this.webContents.frameId })
      this.opened.then(close).catch(() => this.closed())
    }

    loadURL(url) {
      return this.webContents.loadURL(url)
    }

    loadFile(file) {
      return this.webContents.loadFile(file)
    }

    show() {
      this.#isVisible = true
      this.emit('show', {})
    }

    hide() {
      this.#isVisible = false
      this.emit('hide', {})
    }

    focus() {
      this.webContents.bringToFront()
      this.emit('focus', {})
    }

    minimize() {
      this.#setState('minimized')
    }

    maximize() {
      this.#setState('maximized')
    }

    restore() {
      this.#setState('normal')
    }

    setFullScreen(isFull) {
      this.#setState(isFull ? 'fullscreen' : 'normal')
      this.emit(isFull ? 'enter-full-screen' : 'leave-full-screen')
    }

    setKiosk(isKiosk) {
      this.setFullScreen(isKiosk)
    }

    isVisible() {
      return this.#isVisible
    }

    isFocused() {
      return !this.#isDestroyed
    }

    isDestroyed() {
      return this.#isDestroyed
    }

    isMinimized() {
      return this.#state === 'minimized'
    }

    isMaximized() {
      return this.#state === 'maximized'
    }

    isFullScreen() {
      return this.#state === 'fullscreen'
    }

    isKiosk() {
      return this.isFullScreen()
    }

    getBounds() {
      return { ...this.#bounds }
    }

    setBounds(bounds) {
      Object.assign(this.#bounds, bounds)
      const { x, y, width, height } = bounds
      this.opened
        .then(() => this.#setWindowBounds({ left: x, top: y, width, height }))
        .catch(() => {})
    }

    getSize() {
      return [this.#bounds.width, this.#bounds.height]
    }

    setSize(width, height) {
      this.setBounds({ width, height })
    }

    getTitle() {
      return this.webContents.getTitle() || this.#options.title || host.app.getName()
    }

    setTitle(title) {
      this.#options = { ...this.#options, title }
    }

    capturePage() {
      return this.webContents.capturePage()
    }
  }

  for (const name of inert) BrowserWindow.prototype[name] = () => {}
  return BrowserWindow
}
