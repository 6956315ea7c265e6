import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { launchBrowser } from '../test/renderer/support/browser.ts'
import { tables } from '../test/renderer/support/life-samples.ts'
import { desk, people, sampleNow } from '../test/renderer/support/samples.ts'
import { buildWindow, openWindow, serveWindow } from '../test/renderer/support/served-window.ts'

// The window as it is shipped, on a scripted station with 100,000 issuances, in a browser without a
// GPU: `npm run bench:window`.

const count = 100_000
const starts = 10
const frames = 300
const script = { snapshot: desk, people, now: sampleNow, tables: { ...tables, count } }

const folder = await mkdtemp(join(tmpdir(), 'keydesk-window-'))
const browser = await launchBrowser(chromium)
try {
  const built = await buildWindow(folder)
  const times: number[] = []
  for (let at = 0; at < starts; at++) times.push(await timeToInteractive(built))
  report('time to interactive, ms', times)
  await measureTable(built)
} finally {
  await browser.close()
  await rm(folder, { recursive: true })
}

async function openPage(built: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' })
  await serveWindow(context, built)
  // tsx leaves calls of its own helper in the functions that are handed to the page.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named' })
  return await context.newPage()
}

/** From the navigation to the search field that takes what is typed. */
async function timeToInteractive(built: string): Promise<number> {
  const page = await openPage(built)
  await openWindow(page, { ...script, tables })
  await page.locator('#find-person:focus').waitFor()
  const ms = await page.evaluate(() => performance.now())
  await page.context().close()
  return ms
}

async function measureTable(built: string): Promise<void> {
  const page = await openPage(built)
  await openWindow(page, script)
  await page.waitForTimeout(300)
  await page.keyboard.press('Alt+2')
  await page.locator('#table tbody tr').first().waitFor()
  report('a frame while scrolling, ms', await scroll(page))
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  console.log(
    `memory of the page: ${(usedSize / 1024 / 1024).toFixed(1)} MB, the fake's rows among it`,
  )
}

/** The time from frame to frame, each some rows further. */
async function scroll(page: Page): Promise<number[]> {
  return await page.evaluate(async (steps) => {
    const list = document.querySelector('#table')?.parentElement
    if (!list) throw new Error('there is no table')
    const times: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    for (let at = 0; at < steps; at++) {
      list.scrollTop += 400
      const now = await new Promise<number>(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    return times
  }, frames)
}

function report(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
  console.log(`${name}: median ${at(0.5)}, 95th percentile ${at(0.95)}, most ${at(1)}`)
}
