/**
 * What runs in the page before its own scripts: one function in the main world, one in the preload's isolated world.
 * Their texts are injected (page/scripts.mjs), so they import nothing. Subframes and about:blank get neither.
 *
 * The two worlds share the DOM and nothing else. They meet once, over an event whose `relatedTarget` is a detached
 * element, and talk over that element from then on; the page never sees it.
 */
export function mainWorld(meeting, marshalFactory) {
  if (window.top !== window || location.href === 'about:blank') return

  function meet(event) {
    event.stopImmediatePropagation()
    const bridge = marshalFactory(event.relatedTarget, 'main')
    // As on Electron when the app's window-open handler denies.
    window.open = function open(url = 'about:blank', name = '') {
      bridge.send('open', [String(new URL(url, location.href)), String(name)])
      return null
    }
    bridge.on('expose', ([name, packed]) => {
      const value = bridge.unpack(packed, true)
      Object.defineProperty(window, name, { value, enumerable: true })
    })
  }

  document.addEventListener(meeting, meet, { once: true, capture: true })
}

/**
 * @param names the random names of this run: the meeting event, the binding to the host, the host's way in
 * @param facts what the preload may know of the process it runs for
 * @param runPreload the app's preload script, as the body of a function
 */
export function preloadWorld(names, facts, marshalFactory, codecFactory, runPreload) {
  if (window.top !== window || location.href === 'about:blank') return

  // A browser has a context menu of its own, Electron has none.
  addEventListener('contextmenu', (event) => event.preventDefault())

  const bus = document.createElement('div')
  const bridge = marshalFactory(bus, 'preload')
  document.dispatchEvent(new MouseEvent(names.meeting, { relatedTarget: bus }))

  const codec = codecFactory()
  const binding = globalThis[names.send]
  delete globalThis[names.send]
  const post = (message) => binding(JSON.stringify(message))
  bridge.on('open', ([url, name]) => post({ type: 'open', url, name }))

  const waiting = new Map()
  const listeners = new Map()
  let lastId = 0

  function invoke(channel, ...args) {
    const id = ++lastId
    const encoded = codec.encode(args)
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      post({ type: 'invoke', id, channel, args: encoded })
    })
  }

  function listen(channel, listener, once) {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }])
    return ipcRenderer
  }

  function forget(channel, listener) {
    const kept = (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener)
    listeners.set(channel, kept)
    return ipcRenderer
  }

  const ipcRenderer = {
    invoke,
    send: (channel, ...args) => post({ type: 'send', channel, args: codec.encode(args) }),
    on: (channel, listener) => listen(channel, listener, false),
    once: (channel, listener) => listen(channel, listener, true),
    off: forget,
    removeListener: forget,
    removeAllListeners(channel) {
      listeners.delete(channel)
      return ipcRenderer
    },
  }

  function settle({ id, ok, value, message }) {
    const call = waiting.get(id)
    waiting.delete(id)
    if (!call) return
    if (ok) call.resolve(codec.decode(value))
    else call.reject(new Error(message))
  }

  function deliver({ channel, args }) {
    const entries = listeners.get(channel) ?? []
    const kept = entries.filter((entry) => !entry.once)
    listeners.set(channel, kept)
    const values = codec.decode(args)
    for (const { listener } of entries) listener({ sender: ipcRenderer, ports: [] }, ...values)
  }

  globalThis[names.receive] = (message) => {
    if (message.type === 'reply') settle(message)
    else deliver(message)
  }

  const contextBridge = {
    exposeInMainWorld: (name, api) => void bridge.send('expose', [name, bridge.pack(api)]),
  }
  const electron = { contextBridge, ipcRenderer }
  const process = { type: 'renderer', sandboxed: true, contextIsolated: true, env: {}, ...facts }
  const module = { exports: {} }

  function require(name) {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }

  post({ type: 'hello' })
  try {
    runPreload.call(globalThis, require, process, module.exports, module)
  } catch (error) {
    console.error('Unable to load the preload script', error)
    post({ type: 'preload-error', message: String((error && error.stack) || error) })
  }
}
