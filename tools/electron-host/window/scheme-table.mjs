/** The app's own schemes and who answers them: Electron's `protocol`, which every session shares here. */
export class SchemeTable {
  #handlers = new Map()

  registerSchemesAsPrivileged(schemes) {
    for (const { scheme } of schemes) this.#handlers.set(scheme, null)
  }

  handle(scheme, handler) {
    this.#handlers.set(scheme, handler)
  }

  unhandle(scheme) {
    this.#handlers.set(scheme, null)
  }

  isProtocolHandled(scheme) {
    return this.handlerOf(`${scheme}:`) !== null
  }

  /** Not Electron's: whether the app has registered the scheme. */
  has(scheme) {
    return this.#handlers.has(scheme)
  }

  /** Not Electron's: who answers requests for `url`, or null. */
  handlerOf(url) {
    return this.#handlers.get(url.slice(0, url.indexOf(':'))) ?? null
  }
}
