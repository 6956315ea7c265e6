import { EventEmitter } from 'node:events'
import { Protocol } from './protocol.mjs'

/**
 * Electron's session, as far as it has a meaning here: who answers its pages' requests, and two hooks on them. All
 * sessions share the browser's profile. Permissions and downloads are refused by the browser, whatever handlers say.
 */
class Session extends EventEmitter {
  hooks = { onBeforeRequest: null, onHeadersReceived: null }

  constructor({ schemes, app }) {
    super()
    this.protocol = new Protocol(schemes)
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

/** Electron's `session`. */
export function makeSessions(host) {
  const partitions = new Map()
  return {
    defaultSession: new Session(host),
    fromPartition(name) {
      if (!partitions.has(name)) partitions.set(name, new Session(host))
      return partitions.get(name)
    },
  }
}
