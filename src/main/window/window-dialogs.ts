import { dialog, type BrowserWindow } from 'electron'
import type { Dialogs } from '../station/dialogs.ts'

/** Dialogs of the system before the window that is there when they are asked for. */
export function createWindowDialogs(windowNow: () => BrowserWindow | null): Dialogs {
  const window = (): BrowserWindow => {
    const now = windowNow()
    if (now && !now.isDestroyed()) return now
    throw new Error('The window is gone')
  }
  return {
    async chooseFile() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        properties: ['openFile'],
      })
      return canceled ? null : (filePaths[0] ?? null)
    },
    async chooseNewFile(suggested) {
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        defaultPath: suggested,
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      })
      return canceled || filePath === '' ? null : filePath
    },
    printToPdf: () =>
      window().webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
  }
}
