import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { launchBrowser } from '../renderer/support/browser.ts'
import { gallery } from '../renderer/support/gallery.ts'
import type { Picture } from '../renderer/support/picture.ts'
import { people, sampleNow } from '../renderer/support/samples.ts'
import { buildWindow, openWindow, serveWindow } from '../renderer/support/served-window.ts'

/** From the smallest window the station allows to a wall display; pictures are taken of two. */
const extremes = [
  { width: 1024, height: 700 },
  { width: 3840, height: 2160 },
] as const
const pictured = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const
/** Pictures take most of the time; `npm run screenshots` takes them, a mere check does not. */
const arePicturesWanted = process.env['KEYDESK_PICTURES'] === '1'
const folder = join(import.meta.dirname, '../../screenshots/gallery')

let browser: Browser
let built: string

test.beforeAll(async ({ playwright }) => {
  mkdirSync(folder, { recursive: true })
  built = await buildWindow(join(import.meta.dirname, '../../out/gallery'))
  browser = await launchBrowser(playwright.chromium)
})
test.afterAll(async () => browser.close())

for (const picture of gallery) {
  test(`${picture.name}: drawn within the policy, nothing for axe to say`, async () => {
    const { page, breaches } = await open(picture, 'en-GB')
    await picture.prepare?.(page)
    // Colours change no size: the smallest and the largest window are looked at in one scheme.
    for (const size of extremes) await expectRoom(page, size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await takePictures(page, `${picture.name}-${colorScheme}`)
      // There are no frames for axe to look into by its slower way.
      const axe = new AxeBuilder({ page }).setLegacyMode(true)
      const { violations } = await (
        colorScheme === 'light' ? axe : axe.withRules('color-contrast')
      ).analyze()
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    }
    expect.soft(breaches).toEqual([])
    await page.evaluate(() => localStorage.clear())
  })
}

const inGerman = gallery.filter(({ prepare, isByKeys }) => prepare === undefined || isByKeys)
for (const picture of inGerman) {
  test(`${picture.name}, in German: has room for its words`, async () => {
    const { page } = await open(picture, 'de-DE')
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await picture.prepare?.(page)
    for (const size of extremes) await expectRoom(page, size)
    await takePictures(page, `${picture.name}-german`)
    await page.evaluate(() => localStorage.clear())
  })
}

/** One page for each language: a new one takes as long as drawing a picture. */
const pages = new Map<string, Page>()

async function pageIn(locale: string): Promise<Page> {
  const known = pages.get(locale)
  if (known !== undefined) return known
  const context = await browser.newContext({ locale, reducedMotion: 'reduce' })
  await serveWindow(context, built)
  const page = await context.newPage()
  pages.set(locale, page)
  return page
}

async function open(picture: Picture, locale: string): Promise<{ page: Page; breaches: string[] }> {
  const page = await pageIn(locale)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce', media: 'screen' })
  const { snapshot, tables } = picture
  const script = { snapshot, people, now: sampleNow, ...(tables && { tables }) }
  const breaches = await openWindow(page, script)
  // Working is drawn only once it has lasted.
  if (snapshot.runs[0]?.activity.kind === 'working') await page.waitForTimeout(500)
  return { page, breaches }
}

async function takePictures(page: Page, name: string): Promise<void> {
  for (const size of pictured) {
    await expectRoom(page, size)
    if (!arePicturesWanted) continue
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`), caret: 'initial' })
  }
}

/** No part is wider than its room; nothing in this window scrolls sideways. */
async function expectRoom(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size)
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('main, main *')]
      .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1)
      .filter((part) => getComputedStyle(part).display !== 'inline')
      // What is meant to be cut off in a narrow column says so.
      .filter((part) => getComputedStyle(part).textOverflow !== 'ellipsis')
      .map((part) => part.outerHTML.slice(0, 120)),
  )
  expect.soft(wide).toEqual([])
}
