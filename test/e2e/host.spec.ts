import { expect, isOnHost, test } from './fixture.ts'

// What the station leans on in Electron and the host has to bring. True on both.

test('values cross between page, preload and main as structured clones', async ({ open }) => {
  const { app, page } = await open('--demo')
  await app.evaluate(({ ipcMain }) => {
    ipcMain.removeHandler('people.search')
    ipcMain.handle('people.search', (_event, input: unknown) => ({ input, big: 2n ** 70n }))
  })
  const result = await page.evaluate(async () => {
    const request = window.station.request as (name: string, input: unknown) => Promise<unknown>
    const given = { bytes: new Uint8Array([0, 255]), at: new Date(7), map: new Map([['a', 1]]) }
    const reply = (await request('people.search', given)) as {
      input: typeof given
      big: bigint
    }
    const { bytes, at, map } = reply.input
    return [
      bytes instanceof Uint8Array,
      [...bytes],
      at instanceof Date,
      +at,
      map.get('a'),
      String(reply.big),
    ]
  })
  expect(result).toEqual([true, [0, 255], true, 7, 1, String(2n ** 70n)])
})

test('an error thrown in main reaches the page in Electron’s words', async ({ open }) => {
  const { app, page } = await open('--demo')
  await app.evaluate(({ ipcMain }) => {
    ipcMain.removeHandler('people.search')
    ipcMain.handle('people.search', () => {
      throw new RangeError('out of range')
    })
  })
  const message = await page.evaluate(() =>
    window.station
      .request('people.search', { text: '' })
      .then(String, (error: Error) => error.message),
  )
  expect(message).toBe("Error invoking remote method 'people.search': RangeError: out of range")
})

test('what cannot be cloned is refused in the page', async ({ page }) => {
  const outcomes = await page.evaluate(async () => {
    const request = window.station.request as (name: string, input: unknown) => Promise<unknown>
    const ask = async (input: unknown): Promise<string> => {
      try {
        await request('people.search', input)
        return 'sent'
      } catch (error) {
        return error instanceof Error ? 'refused' : String(error)
      }
    }
    return [await ask({ text: Symbol('a') }), await ask({ text: () => 1 })]
  })
  expect(outcomes).toEqual(['refused', 'refused'])
})

test('a window can be drawn to a picture and to a document', async ({ app, page }) => {
  await expect(page.locator('#root > *').first()).toBeVisible()
  const drawn = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) throw new Error('There is no window')
    const picture = await contents.capturePage()
    const pdf = await contents.printToPDF({ pageSize: 'A5' })
    return { size: picture.getSize(), start: pdf.subarray(0, 5).toString() }
  })
  expect(drawn.start).toBe('%PDF-')
  expect(drawn.size.width).toBeGreaterThan(500)
})

test('main sees the app’s own address', async ({ app, page }) => {
  await expect(page.locator('#root > *').first()).toBeVisible()
  const seen = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return [contents?.getURL(), contents?.mainFrame.origin, process.versions.electron]
  })
  expect(seen).toEqual([
    'app://station/index.html',
    'app://station',
    expect.stringMatching(/^\d+\./),
  ])
})

test('text sealed by the key store opens again and is not readable', async ({ app, page }) => {
  test.skip(!isOnHost, 'Electron may have no key store on this machine')
  await expect(page.locator('#root > *').first()).toBeVisible()
  const result = await app.evaluate(async ({ safeStorage }) => {
    const sealed = await safeStorage.encryptStringAsync('a secret')
    const { result: opened } = await safeStorage.decryptStringAsync(sealed)
    const altered = Buffer.from(sealed)
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    const refused = await safeStorage.decryptStringAsync(altered).then(
      () => 'opened',
      () => 'refused',
    )
    return { opened, refused, isReadable: sealed.includes('a secret') }
  })
  expect(result).toEqual({ opened: 'a secret', refused: 'refused', isReadable: false })
})
