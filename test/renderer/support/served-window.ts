import { readFile } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { build } from 'vite'
import react from '@vitejs/plugin-react'
import { installFakeStation, type FakeScript } from './fake-station.ts'
import { tables } from './life-samples.ts'

/** The policy the window is served with; see src/main/window/window.ts. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const origin = 'https://station.invalid'
const types = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
])

/** Builds the window as it is shipped; returns the folder. */
export async function buildWindow(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, '../../../src/renderer'),
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      minify: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
    },
  })
  return outDir
}

/** Answers every request of a context from the folder, under the window's policy; nothing is dialled. */
export async function serveWindow(context: BrowserContext, folder: string): Promise<void> {
  await context.route('**/*', async (route) => {
    const { origin: asked, pathname } = new URL(route.request().url())
    if (asked !== origin) return await route.abort()
    const path = normalize(pathname === '/' ? '/index.html' : pathname)
    const body = await readFile(join(folder, path)).catch(() => null)
    if (body === null) return await route.fulfill({ status: 404 })
    return await route.fulfill({
      body,
      contentType: types.get(path.slice(path.lastIndexOf('.'))) ?? 'application/octet-stream',
      headers: { 'content-security-policy': policy, 'x-content-type-options': 'nosniff' },
    })
  })
}

/** The script of the station a page was opened on last. */
const scripts = new WeakMap<Page, { dispose(): Promise<void> }>()

/**
 * Opens the window on a scripted station; every breach of the policy is collected. A page can be opened
 * again, and remembers nothing of before.
 */
export async function openWindow(
  page: Page,
  script: Omit<FakeScript, 'tables'> & Partial<FakeScript>,
): Promise<string[]> {
  const breaches: string[] = []
  await scripts.get(page)?.dispose()
  page.removeAllListeners('console')
  page.removeAllListeners('pageerror')
  page.on('console', (message) => {
    if (message.type() === 'error') breaches.push(message.text())
  })
  page.on('pageerror', (error) => breaches.push(String(error)))
  scripts.set(page, await page.addInitScript(installFakeStation, { tables, ...script }))
  await page.goto(`${origin}/index.html`)
  await page.locator('main > *').first().waitFor()
  return breaches
}
