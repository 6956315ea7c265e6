import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { launchBrowser } from '../renderer/support/browser.ts'
import { gallery } from '../renderer/support/gallery.ts'
import { people, sampleNow } from '../renderer/support/samples.ts'
import { buildWindow, openWindow, serveWindow } from '../renderer/support/served-window.ts'

/** From the smallest window the station allows to a wall display; pictures are taken of two. */
const sizes = [
  { width: 1024, height: 700 },
  { width: 3840, height: 2160 },
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const
const isPictured = ({ width }: { width: number }): boolean => [1280, 1920].includes(width)
const schemes = ['light', 'dark'] as const
const folder = join(import.meta.dirname, '../../screenshots/gallery')

let browser: Browser
let built: string

test.beforeAll(async ({ playwright }) => {
  mkdirSync(folder, { recursive: true })
  built = await buildWindow(join(import.meta.dirname, '../../out/gallery'))
  browser = await launchBrowser(playwright.chromium)
})
test.afterAll(async () => browser.close())

for (const scheme of schemes) {
  for (const picture of gallery) {
    test(`${picture.name}, ${scheme}: drawn within the policy, nothing for axe to say`, async () => {
      const context = await browser.newContext({
        colorScheme: scheme,
        locale: 'en-GB',
        reducedMotion: 'reduce',
      })
      await serveWindow(context, built)
      const page = await context.newPage()
      const breaches = await openWindow(page, { ...picture, people, now: sampleNow })
      await picture.prepare?.(page)
      // Colours change no size: the smallest and the largest window are looked at in one scheme.
      for (const size of scheme === 'light' ? sizes : sizes.filter(isPictured)) {
        await page.setViewportSize(size)
        const name = `${picture.name}-${scheme}-${size.width}.png`
        if (isPictured(size)) {
          await page.screenshot({ path: join(folder, name), caret: 'initial' })
        }
        expect.soft(await overflow(page)).toEqual([])
      }
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      expect.soft(breaches).toEqual([])
      await context.close()
    })
  }
}

for (const picture of gallery.filter(({ prepare }) => prepare === undefined)) {
  test(`${picture.name}, in German: has room for its words`, async () => {
    const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' })
    await serveWindow(context, built)
    const page = await context.newPage()
    await openWindow(page, { ...picture, people, now: sampleNow })
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    for (const size of sizes) {
      await page.setViewportSize(size)
      if (size.width === 1280) {
        await page.screenshot({ path: join(folder, `${picture.name}-german-1280.png`) })
      }
      expect.soft(await overflow(page)).toEqual([])
    }
    await context.close()
  })
}

/** Parts that are wider than their room; nothing in this window scrolls sideways. */
async function overflow(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll('main, main *')]
      .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1)
      .filter((part) => getComputedStyle(part).display !== 'inline')
      .map((part) => part.outerHTML.slice(0, 120)),
  )
}
