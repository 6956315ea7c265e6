/** Electron's `protocol`: who answers the app's own schemes, per session. Which schemes there are is the app's. */
export class Protocol {
  #schemes
  #handlers = new Map()

  /** @param {Set<string>} schemes of the whole app */
  constructor(schemes) {
    this.#schemes = schemes
  }

  registerSchemesAsPrivileged(schemes) {
    for (const { scheme } of schemes) this.#schemes.add(scheme)
  }

  handle(scheme, handler) {
    this.#handlers.set(scheme, handler)
  }

  unhandle(scheme) {
    this.#handlers.delete(scheme)
  }

  isProtocolHandled(scheme) {
    return this.#handlers.has(scheme)
  }

  /** Not Electron's: who answers requests for `url`, or undefined. */
  handlerOf(url) {
    return this.#handlers.get(url.slice(0, url.indexOf(':')))
  }
}
