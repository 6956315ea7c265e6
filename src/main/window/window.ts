import {
  app,
  BrowserWindow,
  powerSaveBlocker,
  protocol,
  session,
  type Session,
  type WebContents,
} from 'electron'
import type { StationSnapshot } from '../../shared/contract.ts'
import { answerWindow, windowOrigin } from './page-files.ts'
import { isBusy, isUnsafeToStop } from './under-way.ts'

const minimumSize = Object.freeze({ minWidth: 800, minHeight: 600 })
const preferredSize = Object.freeze({ width: 1180, height: 760 })

const mostRevivals = 5

/** Makes app:// an origin like https's. Electron wants to hear of it before it is ready. */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
}

/** The station's one window: hidden until it has something to show, and unable to leave its page. */
export function openWindow(files: { readonly renderer: string; readonly preload: string }) {
  const window = new BrowserWindow({
    ...preferredSize,
    ...minimumSize,
    show: false,
    title: 'Keydesk',
    webPreferences: {
      preload: files.preload,
      session: ownSession(files.renderer),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: !app.isPackaged,
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
    },
  })
  lockPage(window.webContents)
  reviveAfterCrash(window.webContents)
  window.once('ready-to-show', () => window.show())
  return window
}

/** Kept in memory: no cookie, cache or storage outlives the process. */
function ownSession(root: string): Session {
  const own = session.fromPartition('station', { cache: false })
  own.protocol.handle('app', (request) => answerWindow(root, request))
  own.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOwn(url) }))
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
  own.on('will-download', (event) => event.preventDefault())
  return own
}

function isOwn(url: string): boolean {
  return url.startsWith(`${windowOrigin}/`) || url.startsWith('data:image/')
}

function lockPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** The station lives in main: a page that died is drawn anew and loses nothing. Not for ever, though. */
function reviveAfterCrash(contents: WebContents): void {
  let revivals = 0
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && revivals++ < mostRevivals) contents.reload()
  })
}

/** Loads the window's page. */
export function showStation(window: BrowserWindow): Promise<void> {
  return window.loadURL(`${windowOrigin}/index.html`)
}

/** Keeps a window that is about to close while stopping would leave a key between two states. */
export function keepOpenWhileUnsafe(window: BrowserWindow, now: () => StationSnapshot): void {
  window.on('close', (event) => {
    if (isUnsafeToStop(now())) event.preventDefault()
  })
}

/** Keeps the display on while a run is under way; called with every snapshot. */
export function createDisplayKeeper(): (snapshot: StationSnapshot) => void {
  let blocker: number | null = null
  return (snapshot) => {
    const busy = isBusy(snapshot)
    if (busy && blocker === null) blocker = powerSaveBlocker.start('prevent-display-sleep')
    if (!busy && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}
