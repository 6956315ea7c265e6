/**
 * Chromium does not know the app's own schemes, so `app://station/x` is shown to it as
 * `https://station.app.electron-host.invalid/x`: a name that never resolves and is always answered by the app itself.
 * Everything the main process sees is mapped back.
 */
const suffix = 'electron-host.invalid'
const anyUrl = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/i
const wireUrl = /^https:\/\/([^/?#@:]+)\.([a-z][a-z0-9+-]*)\.electron-host\.invalid([/?#].*)?$/

/**
 * @param {string} url as the app writes it
 * @param {(scheme: string) => boolean} isOwn whether the app registered the scheme
 */
export function toWire(url, isOwn) {
  const [, scheme, host, rest] = anyUrl.exec(url) ?? []
  if (scheme === undefined || !isOwn(scheme)) return url
  return `https://${host}.${scheme}.${suffix}${rest || '/'}`
}

/** @param {string} url as Chromium knows it */
export function fromWire(url) {
  const [, host, scheme, rest] = wireUrl.exec(url) ?? []
  return scheme === undefined ? url : `${scheme}://${host}${rest || '/'}`
}

/** @param {string} url the origin of a frame with this URL, as Electron writes it */
export function originOf(url) {
  const [, scheme, host] = anyUrl.exec(url) ?? []
  if (scheme === undefined) return 'null'
  return scheme === 'file' ? 'file://' : `${scheme}://${host}`
}

/** A page of this address is about to become the window that asked for it under `token`. */
export function bootUrl(token) {
  return `https://boot-${token}.${suffix}/`
}

/** @param {string} url without its fragment */
export function withoutFragment(url) {
  return url.replace(/#.*$/, '')
}
