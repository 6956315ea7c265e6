import { expect, isOnHost, test } from './fixture.ts'

test('the page has the station and nothing of Node or Electron', async ({ page }) => {
  const globals = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
  )
  expect(globals).toEqual([])
  expect(await page.evaluate(() => Object.keys(window.station).toSorted())).toEqual([
    'onSnapshot',
    'request',
  ])
})

test('the page cannot change what the preload gave it', async ({ page }) => {
  const attempts = await page.evaluate(() => {
    'use strict'
    const attempt = (act: () => unknown): string => {
      try {
        act()
        return 'done'
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error)
      }
    }
    return [
      attempt(() => Object.assign(window, { station: {} })),
      attempt(() => Object.assign(window.station, { request: () => null })),
      attempt(() => Object.defineProperty(window.station, 'more', { value: 1 })),
    ]
  })
  expect(attempts).toEqual(['refused', 'refused', 'refused'])
})

test('the window is isolated and sandboxed', async ({ app }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return contents && 'getLastWebPreferences' in contents
      ? (contents.getLastWebPreferences as () => object)()
      : {}
  })
  expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, webSecurity: true })
  expect(preferences).toMatchObject({ nodeIntegration: false, webviewTag: false })
})

test('the policy stops scripts and requests of others', async ({ page }) => {
  const found = await page.evaluate(async () => {
    const violations: string[] = []
    const reported = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (violations.push(effectiveDirective) === 3) resolve()
      })
    })
    const nextTask = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))
    const refused = async (act: () => unknown): Promise<string> => {
      try {
        await act()
        return 'done'
      } catch (error) {
        return error instanceof Error ? error.name : String(error)
      }
    }
    const image = new Image()
    const failed = new Promise((resolve) => image.addEventListener('error', resolve))
    image.src = 'https://example.com/pixel.png'
    await failed
    const style = document.createElement('style')
    style.textContent = 'body { --injected: 1 }'
    document.head.append(style)
    await nextTask() // a debugger's own evaluation lifts the ban on eval until its task ends
    const fetched = await refused(() => fetch('https://example.com/'))
    await reported
    return {
      fetch: fetched,
      eval: await refused(() => new Function('return 1')),
      injected: getComputedStyle(document.body).getPropertyValue('--injected'),
      violations,
    }
  })
  expect(found.fetch).toBe('TypeError')
  expect(found.eval).toMatch(/^(EvalError|TypeError)$/)
  expect(found.injected).toBe('')
  expect(found.violations).toEqual(['img-src', 'style-src-elem', 'connect-src'])
})

test('Trusted Types stop text from becoming markup or script', async ({ page }) => {
  const refusals = await page.evaluate(() => {
    const errorOf = (act: () => unknown): string => {
      try {
        act()
        return 'done'
      } catch (error) {
        return error instanceof Error ? error.name : String(error)
      }
    }
    const factory: unknown = Reflect.get(window, 'trustedTypes')
    const policies = factory as { createPolicy: (name: string, rules: object) => unknown }
    return [
      errorOf(() => Object.assign(document.createElement('p'), { innerHTML: '<b>bold</b>' })),
      errorOf(() => Object.assign(document.createElement('script'), { src: '/assets/other.js' })),
      errorOf(() => Object.assign(document.createElement('script'), { text: 'window.a = 1' })),
      errorOf(() => policies.createPolicy('mine', { createHTML: (html: string) => html })),
    ]
  })
  expect(refusals).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError'])
})

test('every file of the window comes with the headers that lock it', async ({ page }) => {
  const headers = await page.evaluate(async () =>
    Object.fromEntries((await fetch('/index.html')).headers),
  )
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'")
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  })
  const outside = await page.evaluate(() =>
    Promise.all(
      ['/%2e%2e/main/index.js', '/..%2fpreload/index.cjs', '/../../package.json'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  )
  expect(outside).toEqual([404, 404, 404])
})

test('the page cannot be left, nor another one opened', async ({ app, page }) => {
  const address = page.url()
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.com/',
      target: '_blank',
    })
    document.body.append(link)
    link.click()
    link.remove()
  })
  // A round trip through main: what was asked before it has been decided.
  await page.evaluate(() => window.station.request('station.snapshot', null))
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await expect.poll(() => app.windows().length).toBe(1)
  expect(page.url()).toBe(address)
  await expect(page.locator('#root > *').first()).toBeVisible()
})

test('every permission is refused', async ({ page }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read']
    const queries = names.map((name) =>
      navigator.permissions.query({ name: name as PermissionName }),
    )
    return (await Promise.all(queries)).map(({ state }) => state)
  })
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied'])
  const camera = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      (error: Error) => error.name,
    ),
  )
  expect(camera).toMatch(/^Not(Allowed|Found)Error$/)
})

test('a request that is not in the contract stays in the page', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const request = window.station.request as (name: string, input: unknown) => Promise<unknown>
    const ask = async (name: string, input: unknown): Promise<unknown> => {
      try {
        return await request(name, input)
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    }
    return [await ask('station.delete-everything', null), await ask('people.search', { text: 7 })]
  })
  expect(answers[0]).toBe('No such request')
  expect(answers[1]).toEqual({ ok: false, cause: { code: 'input-invalid', paths: ['text'] } })
})

test('a page that is not the station’s gets no answer from main', async ({ app, page }) => {
  const [stranger] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ app, BrowserWindow, session }) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: `${app.getAppPath()}/out/preload/index.cjs`,
          session: session.fromPartition('stranger'),
          contextIsolation: true,
          sandbox: true,
        },
      })
      void window.loadURL('data:text/html,<h1>Stranger</h1>')
    }),
  ])
  await stranger.getByRole('heading', { name: 'Stranger' }).waitFor()
  const answer = await stranger.evaluate(() =>
    window.station.request('station.snapshot', null).then(
      () => 'answered',
      (error: Error) => error.message,
    ),
  )
  expect(answer).toContain('Refused: not the window of the station')
  await stranger.close()
  await expect(page.locator('#root > *').first()).toBeVisible()
})

test('a reloaded page has its station again', async ({ page }) => {
  await page.reload()
  await page.locator('#root > *').first().waitFor()
  const reply = await page.evaluate(() => window.station.request('station.snapshot', null))
  expect(reply).toMatchObject({ ok: true, value: { simulated: true } })
})

test('the demo seals in memory, and the host says it has no key store', async ({ app }) => {
  test.skip(!isOnHost, 'Electron has what the machine has')
  const backend = await app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend())
  expect(backend).toBe('basic_text')
})
