import { randomBytes } from 'node:crypto'
import { bootUrl } from './urls.mjs'

/**
 * Keeps the browser's pages and the app's windows one to one. Every new page arrives paused; one that a window of the
 * app waits for is handed to it, any other (Ctrl+N, F12, a link with a target) is closed before it has loaded anything.
 */
export function watchTargets(host) {
  const { chromium } = host
  chromium.on('Target.attachedToTarget', ({ targetInfo, sessionId }) => {
    adopt(host, targetInfo, chromium.session(sessionId))
  })
  chromium.on('Target.detachedFromTarget', ({ sessionId }) => chromium.forgetSession(sessionId))
  chromium.on('Target.targetDestroyed', ({ targetId }) => {
    contentsOf(host, targetId)?.window.closed()
  })
  chromium.on('Target.targetInfoChanged', ({ targetInfo }) => {
    contentsOf(host, targetInfo.targetId)?.titled(targetInfo.title)
  })
}

function adopt(host, target, cdp) {
  const resume = () => cdp.send('Runtime.runIfWaitingForDebugger').catch(() => {})
  const close = () =>
    host.chromium.send('Target.closeTarget', { targetId: target.targetId }).catch(() => {})

  if (target.url.startsWith('devtools://')) return void close()
  // Playwright attaches to a page of ours as well; only the first attachment is the window's.
  const isKnown = contentsOf(host, target.targetId) !== undefined
  if (target.type !== 'page' || isKnown) return void resume()

  const token = [...host.awaited.keys()].find((one) => target.url.includes(one))
  if (token !== undefined) {
    const take = host.awaited.get(token)
    host.awaited.delete(token)
    return void take(cdp, target.targetId)
  }
  contentsOf(host, target.openerId)?.askToOpen(target.url, '')
  // Its requests stay unanswered. It must run all the same: paused, it would freeze an opener in its process.
  cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }).catch(() => {})
  resume()
  close()
}

function contentsOf(host, targetId) {
  return [...host.contents.values()].find(
    (contents) => contents.frameId !== null && contents.frameId === targetId,
  )
}

/**
 * Opens the page of a window and attaches `contents` to it before it shows anything. A token in its first address says
 * which window it belongs to.
 *
 * @returns {Promise<number>} the browser's id of the window
 */
export async function openTarget(host, contents, { width, height, x, y, kiosk }) {
  const token = randomBytes(8).toString('hex')
  const attached = new Promise((resolve, reject) => {
    host.awaited.set(token, (cdp, targetId) => contents.attach(cdp, targetId).then(resolve, reject))
  })
  if (host.options.isHeadless) {
    const target = { url: `about:blank#${token}`, newWindow: true, width, height }
    await host.chromium.send('Target.createTarget', target)
  } else host.chromium.openAppWindow(bootUrl(token), { width, height, x, y, kiosk })
  await attached
  const target = { targetId: contents.frameId }
  const { windowId } = await host.chromium.send('Browser.getWindowForTarget', target)
  return windowId
}
