import { fromWire, withoutFragment } from './urls.mjs'

/**
 * Answers one request of a page (CDP `Fetch.requestPaused`) as Electron would: a navigation may be vetoed, the
 * session's hooks are asked, and the app's own schemes are answered by the app. What is left (data:, blob:, a name that
 * does not resolve) goes its way and ends in the browser.
 */
export async function answerRequest(contents, event, cdp) {
  const request = describe(contents, event)
  const refuse = (errorReason) =>
    cdp.send('Fetch.failRequest', { requestId: event.requestId, errorReason })

  // A browser asks for it on its own, Electron does not.
  if (request.type === 'other' && request.url.endsWith('/favicon.ico')) {
    return refuse('BlockedByClient')
  }
  if (request.type === 'mainFrame' && !mayNavigate(contents, event.request.url, request.url)) {
    return refuse('Aborted')
  }
  if (await isCancelled(contents.session.hooks.onBeforeRequest, request)) {
    return refuse('BlockedByClient')
  }
  const handler = contents.session.protocol.handlerOf(request.url)
  if (!handler) return cdp.send('Fetch.continueRequest', { requestId: event.requestId })
  const response = await handler(
    new Request(request.url, {
      method: event.request.method,
      headers: event.request.headers,
      body: event.request.postData,
    }),
  )
  return fulfil(contents, request, response, cdp)
}

function describe(contents, event) {
  const isMainFrame = event.resourceType === 'Document' && event.frameId === contents.frameId
  return {
    id: event.requestId,
    url: fromWire(event.request.url),
    method: event.request.method,
    type: isMainFrame ? 'mainFrame' : event.resourceType.toLowerCase(),
    contentsId: contents.id,
  }
}

/** What the app itself asked for, and a reload, go through unasked; Electron too asks nobody then. */
function mayNavigate(contents, wireUrl, url) {
  if (contents.asked.delete(wireUrl) || url === withoutFragment(contents.getURL())) return true
  let isPrevented = false
  const event = {
    url,
    isMainFrame: true,
    isSameDocument: false,
    preventDefault: () => {
      isPrevented = true
    },
  }
  contents.emit('will-frame-navigate', event)
  if (!isPrevented) contents.emit('will-navigate', event, url, false, true)
  return !isPrevented
}

async function isCancelled(hook, { id, url, method, type, contentsId }) {
  if (!hook) return false
  const details = { id, url, method, resourceType: type, webContentsId: contentsId, referrer: '' }
  const answer = await new Promise((resolve) => hook(details, resolve))
  return answer?.cancel === true
}

async function fulfil(contents, request, response, cdp) {
  const headers = await responseHeaders(contents.session.hooks.onHeadersReceived, request, response)
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  return cdp.send('Fetch.fulfillRequest', {
    requestId: request.id,
    responseCode: response.status,
    responseHeaders: headers,
    body,
  })
}

async function responseHeaders(hook, { url, type }, response) {
  const headers = {}
  for (const [name, value] of response.headers) (headers[name] ??= []).push(value)
  const details = { url, statusCode: response.status, responseHeaders: headers, resourceType: type }
  const answer = hook ? await new Promise((resolve) => hook(details, resolve)) : undefined
  return Object.entries(answer?.responseHeaders ?? headers).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value: String(value) })),
  )
}
