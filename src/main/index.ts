import {
  app,
  dialog,
  ipcMain,
  Menu,
  safeStorage,
  session,
  shell,
  type BrowserWindow,
} from 'electron'
import { composeStation } from './compose/compose.ts'
import { checkConnectionFile } from './compose/connection.ts'
import { createMemorySecrets } from './secrets/key-file.ts'
import { createWindowSecrets } from './secrets/keyring.ts'
import type { Successors } from './station/edges.ts'
import type { Station } from './station/station.ts'
import { localeOf } from './system/locale.ts'
import { pushSnapshots, serveStation } from './window/ipc.ts'
import { builtFiles, separateDemo, stationDirectory } from './window/paths.ts'
import { watchPinView } from './window/pin-view.ts'
import { readStartOptions } from './window/start-options.ts'
import { startWords } from './window/start-words.ts'
import { openSwitchStation } from './window/switch-station.ts'
import { createWindowDialogs } from './window/window-dialogs.ts'
import {
  createDisplayKeeper,
  declareScheme,
  keepOpenWhileUnsafe,
  openWindow,
  showStation,
} from './window/window.ts'

/** Written in by the build: '1' in a package for Playwright to drive, which is never given to anyone. */
declare const KEYDESK_TEST_BUILD: string
const { isDemo, organization, unsafe } = readStartOptions(process.argv, process.env)

/** Dialogs belong to the one window, which is opened after the station. */
let shown: BrowserWindow | null = null
const dialogs = createWindowDialogs(() => shown)

/** So long after the page is there it has asked what it asks at first. */
const settlingMs = 500
let tellSettled: () => void = () => {}
const settled = new Promise<void>((resolve) => (tellSettled = resolve))

if (app.isPackaged && KEYDESK_TEST_BUILD !== '1' && unsafe.length > 0) refuse(unsafe)
app.enableSandbox()
declareScheme()
if (isDemo) separateDemo()
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(giveUp)
else app.quit()

async function start(): Promise<void> {
  setMenu()
  const station = isDemo
    ? await openDemo()
    : await openSwitchStation({
        openReal,
        openDemo,
        checkConnection: checkConnectionFile,
        onFailed,
      })
  const window = openWindow(builtFiles())
  shown = window
  connect(station, window)
  app.on('second-instance', () => comeForward(window))
  app.on('window-all-closed', () => app.quit())
  closeBeforeQuitting(station)
  await showStation(window).finally(() => setTimeout(tellSettled, settlingMs))
}

/** A packaged station never starts open to others, whoever wrote its shortcut. */
function refuse(switches: readonly string[]): never {
  dialog.showErrorBox(
    'Keydesk does not start like this',
    `What it was started with would open it to other programs: ${switches.join(', ')}. Start it without.`,
  )
  process.exit(1)
}

/** There is no window yet to say it in. */
function giveUp(error: unknown): void {
  tell('cannotStart', error)
  app.exit(1)
}

function onFailed(error: unknown): void {
  tell('staysAsItWas', error)
}

function tell(what: 'cannotStart' | 'staysAsItWas', error: unknown): void {
  const { title, text } = startWords(what, error, localeOf(process.env))
  dialog.showErrorBox(title, text)
}

/** The system's menu is of no use at a desk; macOS needs one for Quit, Copy and Paste. */
function setMenu(): void {
  const roles = [{ role: 'appMenu' }, { role: 'editMenu' }] as const
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(isMac ? Menu.buildFromTemplate([...roles]) : null)
}

function openReal(successors: Successors, file: string | null): Promise<Station> {
  const dataDirectory = stationDirectory()
  return composeStation({
    organization: file === null ? organization : { from: 'file', file, keep: true },
    dataDirectory,
    secrets: createWindowSecrets(dataDirectory, safeStorage, process.platform),
    fetch: fetchByChromium,
    openBrowser: (url) => shell.openExternal(url),
    settled,
    dialogs,
    successors,
  })
}

/** Nothing of it is written down, and neither the key store nor the real data is touched. */
function openDemo(): Promise<Station> {
  return composeStation({
    organization: { from: 'double', simulateKeys: true },
    dataDirectory: ':memory:',
    secrets: createMemorySecrets(),
    fetch,
    settled,
    dialogs,
  })
}

/** Through the system's proxy and trust store. Its session is kept in memory and has no cookies. */
const fetchByChromium: typeof fetch = (input, init) =>
  session
    .fromPartition('provider', { cache: false })
    .fetch(input instanceof URL ? input.href : input, { ...init, credentials: 'omit' })

function connect(station: Station, window: BrowserWindow): void {
  serveStation(
    ipcMain,
    watchPinView(station, (isOn) => protect(window, isOn)),
  )
  pushSnapshots(station, window.webContents)
  station.onSnapshot(createDisplayKeeper())
  keepOpenWhileUnsafe(window, () => station.snapshot())
}

/** Keeps a PIN out of screenshots and shared screens, where the platform can. */
function protect(window: BrowserWindow, isOn: boolean): void {
  if (!window.isDestroyed()) window.setContentProtection(isOn)
}

function comeForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

function closeBeforeQuitting(station: Station): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    void station.close().finally(() => app.exit())
  })
}
