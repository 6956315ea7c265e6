import { rm } from 'node:fs/promises'
import { app, ipcMain, Menu, safeStorage, type BrowserWindow } from 'electron'
import { composeStation } from './compose.ts'
import { pushSnapshots, serveStation } from './ipc.ts'
import { createMemorySecrets } from './memory-secrets.ts'
import { builtFiles, demoDirectory, separateDemo, stationDirectory } from './paths.ts'
import { watchPinView } from './pin-view.ts'
import { createKeyringSecrets } from './secrets.ts'
import type { Station } from './station.ts'
import { openSwitchStation } from './switch-station.ts'
import {
  createDisplayKeeper,
  declareScheme,
  keepOpenWhileUnsafe,
  openWindow,
  showStation,
} from './window.ts'

const isDemo = process.argv.includes('--demo')

app.enableSandbox()
declareScheme()
if (isDemo) separateDemo()
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()

async function start(): Promise<void> {
  setMenu()
  const station = isDemo ? await openDemo() : await openSwitchStation({ openReal, openDemo })
  const window = openWindow(builtFiles())
  connect(station, window)
  app.on('second-instance', () => comeForward(window))
  app.on('window-all-closed', () => app.quit())
  closeBeforeQuitting(station)
  await showStation(window)
}

/** The system's menu is of no use at a desk; macOS needs one for Quit, Copy and Paste. */
function setMenu(): void {
  const roles = [{ role: 'appMenu' }, { role: 'editMenu' }] as const
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(isMac ? Menu.buildFromTemplate([...roles]) : null)
}

function openReal(onTryDemo: () => void): Promise<Station> {
  return composeStation({
    demo: false,
    dataDirectory: stationDirectory(),
    secrets: createKeyringSecrets(safeStorage, process.platform),
    fetch,
    onTryDemo,
  })
}

async function openDemo(): Promise<Station> {
  const dataDirectory = await demoDirectory()
  const secrets = createMemorySecrets()
  const onTryDemo = (): void => undefined
  const demo = await composeStation({ demo: true, dataDirectory, secrets, fetch, onTryDemo })
  const close = async (): Promise<void> => {
    await demo.close()
    await rm(dataDirectory, { recursive: true, force: true })
  }
  return { ...demo, close }
}

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
  if (window.isMinimized()) window.restore()
  window.focus()
}

function closeBeforeQuitting(station: Station): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    void station.close().finally(() => app.exit())
  })
}
