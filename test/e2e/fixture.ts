import { expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { launch, type LaunchedApp } from './launch.ts'

export { expect }
export { isOnHost } from './launch.ts'

interface Shared {
  readonly launched: LaunchedApp
}

interface Own {
  /** The demo, one per worker: what a spec leaves behind, the next one finds. */
  readonly app: ElectronApplication
  /** Its window, drawn. */
  readonly page: Page
  /** Starts another app, for specs that need a fresh or a different one; closed at the end. */
  readonly open: (...args: string[]) => Promise<{ app: ElectronApplication; page: Page }>
}

/** The window of an app, once it shows something: on both hosts it starts as about:blank. */
export async function windowOf(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.locator('#root > *').first().waitFor()
  return page
}

export const test = base.extend<Own, Shared>({
  launched: [
    async ({ playwright }, use) => {
      const launched = await launch(playwright._electron, ['--demo'])
      await use(launched)
      await launched.close()
    },
    { scope: 'worker' },
  ],
  app: async ({ launched }, use) => use(launched.app),
  page: async ({ app }, use) => use(await windowOf(app)),
  open: async ({ playwright }, use) => {
    const opened: LaunchedApp[] = []
    await use(async (...args) => {
      const launched = await launch(playwright._electron, args)
      opened.push(launched)
      return { app: launched.app, page: await windowOf(launched.app) }
    })
    for (const launched of opened) await launched.close()
  },
})
