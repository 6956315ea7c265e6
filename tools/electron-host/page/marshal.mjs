/**
 * Carries values between the page's two worlds, the main one and the preload's, for `contextBridge`. Functions and
 * promises become references the other side can call or wait for; everything else is cloned by the engine, which
 * clones the `detail` of a CustomEvent when a listener of another world reads it. Events are synchronous, so an exposed
 * function is as synchronous as on Electron.
 *
 * `bus` is the detached element both worlds hold; `side` is 'main' or 'preload'. The text of this function is injected
 * into both worlds, before any script of the page, and keeps the built-ins it needs.
 */
export function marshalFactory(bus, side) {
  const other = side === 'main' ? 'preload' : 'main'
  const deepest = 1000
  const exported = new Map()
  const exportedIds = new WeakMap()
  const imported = new Map()
  const promised = new Map()
  const Event = CustomEvent
  const dispatch = EventTarget.prototype.dispatchEvent
  const detailOf = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail').get
  const apply = Reflect.apply
  let lastId = 0
  let answer

  function send(type, detail) {
    answer = undefined
    apply(dispatch, bus, [new Event(`${side}:${type}`, { detail })])
    const received = answer
    answer = undefined
    return received
  }

  function on(type, listener) {
    bus.addEventListener(`${other}:${type}`, (event) => listener(apply(detailOf, event, [])))
  }

  function packError(error) {
    return {
      kind: 'error',
      message: String((error && error.message) || error),
      stack: String((error && error.stack) || ''),
    }
  }

  function unpackError(packed) {
    const error = new Error(packed.message)
    error.stack = packed.stack
    return error
  }

  function packFunction(fn) {
    let id = exportedIds.get(fn)
    if (id === undefined) {
      id = ++lastId
      exportedIds.set(fn, id)
      exported.set(id, fn)
    }
    return { kind: 'function', id }
  }

  function packPromise(promise) {
    const id = ++lastId
    promise.then(
      (value) => send('settle', [id, true, pack(value)]),
      (error) => send('settle', [id, false, packError(error)]),
    )
    return { kind: 'promise', id }
  }

  function pack(value, depth = 0) {
    if (depth > deepest) throw new TypeError('Electron contextBridge recursion depth exceeded.')
    if (typeof value === 'function') return packFunction(value)
    if (typeof value === 'symbol') {
      throw new TypeError('Could not convert symbol across the context bridge')
    }
    if (typeof value !== 'object' || value === null) return { kind: 'value', value }
    if (value instanceof Promise) return packPromise(value)
    if (value instanceof Error) return packError(value)
    if (Array.isArray(value)) {
      return { kind: 'array', items: value.map((item) => pack(item, depth + 1)) }
    }
    if (Object.prototype.toString.call(value) === '[object Object]') {
      const entries = Object.keys(value).map((key) => [key, pack(value[key], depth + 1)])
      return { kind: 'object', entries }
    }
    return { kind: 'value', value }
  }

  function call(id, args) {
    const result = send('call', [id, args.map((arg) => pack(arg))])
    if (!result) throw new Error('An object could not be cloned.')
    const [succeeded, packed] = result
    if (!succeeded) throw unpackError(packed)
    return unpack(packed, false)
  }

  function unpackFunction(id) {
    if (!imported.has(id)) imported.set(id, (...args) => call(id, args))
    return imported.get(id)
  }

  function unpackObject(entries, isFrozen) {
    const object = {}
    for (const [key, packed] of entries) {
      const value = unpack(packed, isFrozen)
      Object.defineProperty(object, key, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      })
    }
    return isFrozen ? Object.freeze(object) : object
  }

  function unpack(packed, isFrozen) {
    switch (packed.kind) {
      case 'function':
        return unpackFunction(packed.id)
      case 'promise':
        return new Promise((resolve, reject) => promised.set(packed.id, { resolve, reject }))
      case 'error':
        return unpackError(packed)
      case 'array': {
        const items = packed.items.map((item) => unpack(item, isFrozen))
        return isFrozen ? Object.freeze(items) : items
      }
      case 'object':
        return unpackObject(packed.entries, isFrozen)
      default:
        return packed.value
    }
  }

  function answerCall([id, args]) {
    try {
      return [true, pack(exported.get(id)(...args.map((arg) => unpack(arg, false))))]
    } catch (error) {
      return [false, packError(error)]
    }
  }

  on('call', (detail) => {
    // The engine could not clone the arguments; the caller says so.
    if (detail !== null) send('answer', answerCall(detail))
  })
  on('answer', (detail) => {
    answer = detail
  })
  on('settle', ([id, succeeded, packed]) => {
    const waiting = promised.get(id)
    promised.delete(id)
    if (!waiting) return
    if (succeeded) waiting.resolve(unpack(packed, false))
    else waiting.reject(unpackError(packed))
  })

  return { pack, unpack, on, send }
}
