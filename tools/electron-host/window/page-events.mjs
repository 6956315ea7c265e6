import { fromWire } from './urls.mjs'

const consoleLevels = { error: 'error', warning: 'warning', debug: 'debug' }

/** Turns what CDP says of a page into the events Electron's WebContents has. */
export function relayPageEvents(contents, cdp) {
  cdp.on('Page.domContentEventFired', () => contents.emit('dom-ready', {}))
  cdp.on('Page.loadEventFired', () => contents.loaded())
  cdp.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId) return
    const url = fromWire(frame.url + (frame.urlFragment ?? ''))
    contents.navigated(url)
    if (url !== 'about:blank') contents.emit('did-navigate', {}, url, 200, 'OK')
  })
  cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId !== contents.frameId) return
    contents.navigated(fromWire(url))
    contents.emit('did-navigate-in-page', {}, fromWire(url), true)
  })
  cdp.on('Inspector.targetCrashed', () => {
    contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  })
  cdp.on('Runtime.consoleAPICalled', (event) => {
    contents.emit('console-message', consoleMessage(event))
  })
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails: details }) => {
    contents.emit('console-message', {
      level: 'error',
      message: details.exception?.description ?? details.text,
      lineNumber: details.lineNumber,
      sourceId: fromWire(details.url ?? ''),
    })
  })
  cdp.on('Log.entryAdded', ({ entry }) => {
    contents.emit('console-message', {
      level: entry.level === 'error' ? 'error' : 'warning',
      message: entry.text,
      lineNumber: entry.lineNumber ?? 0,
      sourceId: fromWire(entry.url ?? ''),
    })
  })
}

function consoleMessage({ type, args, stackTrace }) {
  const words = args.map((arg) =>
    'value' in arg ? String(arg.value) : (arg.description ?? arg.unserializableValue ?? arg.type),
  )
  const frame = stackTrace?.callFrames[0]
  return {
    level: consoleLevels[type] ?? 'info',
    message: words.join(' '),
    lineNumber: frame ? frame.lineNumber + 1 : 0,
    sourceId: frame ? fromWire(frame.url) : '',
  }
}
