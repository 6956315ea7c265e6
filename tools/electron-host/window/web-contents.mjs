import { EventEmitter } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { names, pageScripts } from '../page/scripts.mjs'
import { IpcMain } from './ipc-main.mjs'
import { NativeImage } from './native-image.mjs'
import { PageChannel } from './page-channel.mjs'
import { relayPageEvents } from './page-events.mjs'
import { printParameters } from './printing.mjs'
import { answerRequest } from './requests.mjs'
import { fromWire, originOf, toWire, withoutFragment } from './urls.mjs'

const preloadWorldName = 'electron-preload'
const everyRequest = { patterns: [{ urlPattern: '*' }] }
const attachOptions = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }
let lastId = 0

/** Electron's WebContents over one CDP target. */
export class WebContents extends EventEmitter {
  /** Wire addresses the app itself asked for: these navigations are not put to `will-navigate`. */
  asked = new Set()
  frameId = null
  ipc = new IpcMain()
  #host
  #preferences
  #cdp = null
  #channel = null
  #url = ''
  #title = ''
  #isLoading = false
  #isDestroyed = false
  #openHandler = null

  constructor(host, window, preferences) {
    super()
    this.id = ++lastId
    this.window = window
    this.session = preferences.session ?? host.session.defaultSession
    this.#host = host
    this.#preferences = preferences
    host.contents.set(this.id, this)
  }

  /** Not Electron's: makes the paused target a page of this app, and lets it run. */
  async attach(cdp, targetId) {
    this.#cdp = cdp
    this.frameId = targetId
    this.#channel = new PageChannel(cdp, this, this.#host.ipcMain)
    cdp.on('Fetch.requestPaused', (event) => this.#answer(event, cdp))
    cdp.on('Target.attachedToTarget', ({ sessionId }) => this.#attachChild(sessionId))
    relayPageEvents(this, cdp)
    await Promise.all(this.#setUp().map(([method, params]) => cdp.send(method, params)))
  }

  #setUp() {
    const scripts = this.#scripts()
    return [
      ['Page.enable'],
      ['Runtime.enable'],
      ['Log.enable'],
      ['Inspector.enable'],
      ['Fetch.enable', everyRequest],
      ['Target.setAutoAttach', attachOptions],
      ['Runtime.addBinding', { name: names.send, executionContextName: preloadWorldName }],
      ['Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }],
      [
        'Page.addScriptToEvaluateOnNewDocument',
        { source: scripts.preload, worldName: preloadWorldName },
      ],
      ['Runtime.runIfWaitingForDebugger'],
    ]
  }

  #scripts() {
    const { preload, additionalArguments = [] } = this.#preferences
    const { electron, chrome, node } = process.versions
    const facts = {
      platform: process.platform,
      arch: process.arch,
      versions: { electron, chrome, node },
      argv: ['renderer', ...additionalArguments],
    }
    const text = preload ? fs.readFileSync(preload, 'utf8') : ''
    return pageScripts(text, preload ? pathToFileURL(preload).href : 'none', facts)
  }

  /** Frames of other sites and workers: their requests are answered as the page's own are. */
  #attachChild(sessionId) {
    const child = this.#host.chromium.session(sessionId)
    child.on('Fetch.requestPaused', (event) => this.#answer(event, child))
    child.send('Fetch.enable', everyRequest).catch(() => {})
    child.send('Runtime.runIfWaitingForDebugger').catch(() => {})
  }

  #answer(event, cdp) {
    answerRequest(this, event, cdp).catch((error) => {
      this.#host.report(error)
      const failure = { requestId: event.requestId, errorReason: 'Failed' }
      cdp.send('Fetch.failRequest', failure).catch(() => {})
    })
  }

  /** Not Electron's: `window.open` and `target=_blank`. The page gets no window whatever the answer is. */
  askToOpen(wireUrl, frameName) {
    const details = { url: fromWire(wireUrl), frameName, features: '', disposition: 'new-window' }
    const answer = this.#openHandler?.(details)
    if (answer?.action !== 'deny') this.#host.report(new Error('A page may not open windows here'))
  }

  preloadFailed(message) {
    this.emit('preload-error', {}, this.#preferences.preload, new Error(message))
  }

  /** Not Electron's: called by the target's events. */
  navigated(url) {
    this.#url = url
  }

  loaded() {
    if (this.#url === '' || this.#url === 'about:blank') return
    this.#isLoading = false
    this.emit('did-finish-load', {})
    this.emit('did-stop-loading', {})
    this.window.pageLoaded()
  }

  titled(title) {
    if (title === '' || title === this.#title) return
    this.#title = title
    this.emit('page-title-updated', {}, title, true)
    this.window.emit('page-title-updated', { preventDefault() {} }, title, true)
  }

  gone() {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#host.contents.delete(this.id)
    this.emit('destroyed')
  }

  get mainFrame() {
    const frame = {
      url: this.#url,
      origin: originOf(this.#url),
      parent: null,
      frameTreeNodeId: this.id,
      isDestroyed: () => this.#isDestroyed,
      send: (channel, ...args) => this.send(channel, ...args),
    }
    frame.top = frame
    return frame
  }

  send(channel, ...args) {
    if (!this.#isDestroyed) this.#channel?.send(channel, args)
  }

  async loadURL(url) {
    await this.window.opened
    const wire = toWire(url, (scheme) => this.#host.schemes.has(scheme))
    this.asked.add(withoutFragment(wire))
    this.#isLoading = true
    this.emit('did-start-loading', {})
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve))
    const { errorText } = await this.#cdp.send('Page.navigate', { url: wire })
    if (errorText) this.#failLoad(errorText.replace('net::', ''), url)
    await loaded
  }

  #failLoad(code, url) {
    this.#isLoading = false
    this.emit('did-fail-load', {}, -2, code, url, true)
    throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, url })
  }

  loadFile(file) {
    return this.loadURL(pathToFileURL(path.resolve(this.#host.app.getAppPath(), file)).href)
  }

  reload() {
    this.#cdp.send('Page.reload').catch(() => {})
  }

  async executeJavaScript(expression) {
    const { result, exceptionDetails } = await this.#cdp.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    }
    return result.value
  }

  async printToPDF(options = {}) {
    const { data } = await this.#cdp.send('Page.printToPDF', printParameters(options))
    return Buffer.from(data, 'base64')
  }

  async capturePage() {
    const { data } = await this.#cdp.send('Page.captureScreenshot', { format: 'png' })
    return new NativeImage(Buffer.from(data, 'base64'))
  }

  print(_options, callback) {
    callback?.(false, 'Printing needs Electron')
  }

  bringToFront() {
    this.#cdp?.send('Page.bringToFront').catch(() => {})
  }

  setWindowOpenHandler(handler) {
    this.#openHandler = handler
  }

  close() {
    this.window.destroy()
  }

  isDestroyed() {
    return this.#isDestroyed
  }

  getURL() {
    return this.#url
  }

  getTitle() {
    return this.#title
  }

  isLoading() {
    return this.#isLoading
  }

  isDevToolsOpened() {
    return false
  }

  getLastWebPreferences() {
    return this.#preferences
  }
}

// Nothing to do here: the browser has no such thing, or the host has set it once for all.
for (const name of ['openDevTools', 'closeDevTools', 'setZoomFactor', 'setVisualZoomLevelLimits']) {
  WebContents.prototype[name] = () => {}
}
