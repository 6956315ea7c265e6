import { EventEmitter } from 'node:events'

/**
 * Electron's session, as far as it has a meaning here: one for all partitions, with two hooks on requests. Permissions
 * are refused by the browser itself, whatever the handlers say.
 */
export class Session extends EventEmitter {
  hooks = { onBeforeRequest: null, onHeadersReceived: null }

  constructor(protocol, app) {
    super()
    this.protocol = protocol
    this.getStoragePath = () => app.getPath('userData')
    const hook = (name) => (filterOrListener, listener) => {
      this.hooks[name] = typeof filterOrListener === 'function' ? filterOrListener : listener
    }
    this.webRequest = {
      onBeforeRequest: hook('onBeforeRequest'),
      onHeadersReceived: hook('onHeadersReceived'),
    }
  }

  /** By Node: without the system's proxy and trust store. */
  fetch(input, init) {
    return globalThis.fetch(input, init)
  }

  setPermissionRequestHandler() {}
  setPermissionCheckHandler() {}
  setDevicePermissionHandler() {}
  setDisplayMediaRequestHandler() {}
  setSpellCheckerEnabled() {}
  isPersistent() {
    return true
  }
  async clearCache() {}
  async clearStorageData() {}
}
