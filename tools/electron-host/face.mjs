import electron from './face.cjs'

// `import … from 'electron'` on this host.
export const {
  app,
  BrowserWindow,
  webContents,
  ipcMain,
  protocol,
  session,
  safeStorage,
  dialog,
  shell,
  net,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  nativeTheme,
  screen,
  clipboard,
  globalShortcut,
} = electron
export default electron
