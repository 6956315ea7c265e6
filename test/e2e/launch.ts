import { createRequire } from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Electron, ElectronApplication } from '@playwright/test'
import { electronExecutable } from '../../tools/electron-binary.mjs'

export const projectFolder = dirname(createRequire(import.meta.url).resolve('../../package.json'))

const hostExecutable = fileURLToPath(new URL('../../tools/electron-host/electron', import.meta.url))

/** Electron where its binary is, else the host: the specs are the same. */
export const executable = electronExecutable() ?? hostExecutable

/** The specs run on a system browser, not on Electron. */
export const isOnHost = executable === hostExecutable

/** A running app with a profile of its own, deleted by `close`. */
export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly userData: string
  close(): Promise<void>
}

/** Starts the built app with `args`, windows hidden unless ELECTRON_HOST_HEADLESS=0 says otherwise. */
export async function launch(electron: Electron, args: readonly string[]): Promise<LaunchedApp> {
  const userData = await mkdtemp(join(tmpdir(), 'keydesk-e2e-'))
  const app = await electron.launch({
    executablePath: executable,
    args: [projectFolder, `--user-data-dir=${userData}`, ...args],
    cwd: projectFolder,
    env: { ...process.env, ELECTRON_HOST_HEADLESS: process.env.ELECTRON_HOST_HEADLESS ?? '1' },
  })
  return {
    app,
    userData,
    async close() {
      await app.close()
      await rm(userData, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
