import { join } from 'node:path'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { launchBrowser } from '../renderer/support/browser.ts'
import { gallery } from '../renderer/support/gallery.ts'
import { people, sampleNow } from '../renderer/support/samples.ts'
import { buildWindow, openWindow, serveWindow } from '../renderer/support/served-window.ts'
import { typeAsKey } from '../support/type-as-key.ts'

let browser: Browser
let page: Page

test.beforeAll(async ({ playwright }) => {
  const built = await buildWindow(join(import.meta.dirname, '../../out/key-types'))
  browser = await launchBrowser(playwright.chromium)
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })
  await serveWindow(context, built)
  page = await context.newPage()
})
test.afterAll(async () => browser.close())

/** The heading, what was asked of the station, and what stands in every field. */
async function stateNow() {
  return await page.evaluate(() => ({
    heading: document.querySelector('h1')?.textContent ?? '',
    asked: window.asked.map(({ name }) => name),
    fields: [...document.querySelectorAll('input')].map(({ value }) => value),
  }))
}

const activities = gallery.filter(({ snapshot, prepare }) => {
  return snapshot.runs.length > 0 && prepare === undefined
})

for (const { name, snapshot, tables } of activities) {
  test(`${name}: a key that types 44 characters and Enter starts nothing`, async () => {
    await openWindow(page, { snapshot, people, now: sampleNow, ...(tables && { tables }) })
    const before = await stateNow()
    await typeAsKey(page)
    await page.waitForTimeout(300)
    expect(await stateNow()).toEqual(before)
  })
}
