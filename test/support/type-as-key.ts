import type { CDPSession, Page } from '@playwright/test'
import { settleMs } from '../../src/renderer/keyboard/guard.ts'

/** What a YubiKey types when it is touched: 44 characters of modhex, then Enter. */
const oneTimePassword = 'cccccbhvteljhdlhtjbkfcgjlhlkduhjgubrhhblkbfl'

/** Keys that type need 5 to 20 ms a stroke. */
const strokeMs = 8

/**
 * A security key is touched: it types its one-time password and Enter, once the screen has settled. Each
 * stroke carries the time at which a key makes it, as the system gives it to a window, so that a machine
 * with no time to spare does not make the key as slow as a person.
 */
export async function typeAsKey(page: Page): Promise<void> {
  const strokes = [...Array.from(oneTimePassword), 'Enter']
  const burstMs = strokes.length * strokeMs
  await page.waitForTimeout(2 * settleMs + burstMs)
  const session = await page.context().newCDPSession(page)
  const firstMs = Date.now() - burstMs
  for (const [at, stroke] of strokes.entries()) {
    await press(session, stroke, (firstMs + at * strokeMs) / 1000)
  }
  await session.detach()
}

async function press(session: CDPSession, stroke: string, timestamp: number): Promise<void> {
  const isEnter = stroke === 'Enter'
  const key = {
    key: stroke,
    code: isEnter ? 'Enter' : `Key${stroke.toUpperCase()}`,
    windowsVirtualKeyCode: isEnter ? 13 : stroke.toUpperCase().charCodeAt(0),
    timestamp,
  }
  await session.send('Input.dispatchKeyEvent', {
    ...key,
    type: 'keyDown',
    text: isEnter ? '\r' : stroke,
  })
  await session.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp' })
}
