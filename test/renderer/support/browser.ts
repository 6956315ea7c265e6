import type { Browser, BrowserType } from '@playwright/test'
import { findBrowser } from '../../../tools/electron-host/browser/find.mjs'

/** The browser of this machine, else the one Playwright has downloaded. */
export async function launchBrowser(chromium: BrowserType): Promise<Browser> {
  const executablePath = findBrowser()
  return await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}
