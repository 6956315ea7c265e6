import { execFile, spawn } from 'node:child_process'

const dialogProgram = 'zenity'
const openers = { win32: ['cmd', '/c', 'start', ''], darwin: ['open'], linux: ['xdg-open'] }

/**
 * Electron's `dialog`, by zenity where windows are shown. Without one, and headless, a dialog is answered as if it were
 * cancelled; specs replace these functions just as they do on Electron.
 */
export function makeDialog({ isHeadless }) {
  function ask(args) {
    if (isHeadless) return Promise.resolve(null)
    return new Promise((resolve) => {
      execFile(dialogProgram, args, (error, output) => resolve(error ? null : output.trim()))
    })
  }

  return {
    async showOpenDialog(...args) {
      const { title, properties = [] } = args.at(-1) ?? {}
      const directory = properties.includes('openDirectory') ? ['--directory'] : []
      const file = await ask(['--file-selection', ...directory, `--title=${title ?? ''}`])
      return { canceled: file === null, filePaths: file === null ? [] : [file] }
    },

    async showSaveDialog(...args) {
      const { defaultPath = '' } = args.at(-1) ?? {}
      const named = `--filename=${defaultPath}`
      const file = await ask(['--file-selection', '--save', '--confirm-overwrite', named])
      return { canceled: file === null, filePath: file ?? '' }
    },

    async showMessageBox(...args) {
      const { message, cancelId = 0, defaultId = 0 } = args.at(-1) ?? {}
      const answer = await ask(['--info', '--no-markup', `--text=${message}`])
      return { response: answer === null ? cancelId : defaultId, checkboxChecked: false }
    },

    showErrorBox(title, content) {
      process.stderr.write(`${title}: ${content}\n`)
    },
  }
}

/** Electron's `shell`; headless it opens nothing. */
export function makeShell({ isHeadless }) {
  async function openExternal(target) {
    if (isHeadless) return
    const [command, ...args] = openers[process.platform] ?? openers.linux
    spawn(command, [...args, target], { stdio: 'ignore', detached: true }).unref()
  }

  return {
    openExternal,
    async openPath(file) {
      await openExternal(file)
      return ''
    },
    beep() {},
  }
}
