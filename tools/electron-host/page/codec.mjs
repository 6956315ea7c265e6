/**
 * Structured clone as JSON: what Electron's IPC can carry, written as a flat list of nodes that name each other by
 * index, so that shared and circular references survive. The first node is the root. A node is a plain JSON value
 * (boolean, string, finite number) or an array `[kind, ...fields]`.
 *
 * One function holds everything, because its text is also injected into the page, where nothing can be imported.
 */
export function codecFactory() {
  const viewNames = [
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
    'Float32Array',
    'Float64Array',
    'BigInt64Array',
    'BigUint64Array',
    'DataView',
  ]
  const errorTypes = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }
  const uncloneable = ['Promise', 'WeakMap', 'WeakSet', 'WeakRef', 'Generator']
  const chunkLength = 8192

  function tagOf(value) {
    return Object.prototype.toString.call(value).slice(8, -1)
  }

  function refuse() {
    const error = new Error('An object could not be cloned.')
    error.name = 'DataCloneError'
    throw error
  }

  function toBase64(bytes) {
    let binary = ''
    for (let start = 0; start < bytes.length; start += chunkLength) {
      binary += String.fromCharCode.apply(null, bytes.subarray(start, start + chunkLength))
    }
    return btoa(binary)
  }

  function fromBase64(text) {
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
    return bytes
  }

  function encodePrimitive(value) {
    switch (typeof value) {
      case 'undefined':
        return ['undefined']
      case 'bigint':
        return ['bigint', String(value)]
      case 'number':
        if (Object.is(value, -0)) return ['number', '-0']
        return Number.isFinite(value) ? value : ['number', String(value)]
      case 'function':
      case 'symbol':
        return refuse()
      default:
        return value === null ? ['null'] : value
    }
  }

  function encodeView(value, tag) {
    const name = viewNames.includes(tag) ? tag : 'Uint8Array'
    return [
      'bytes',
      name,
      toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
    ]
  }

  function encodeObject(value, add) {
    const tag = tagOf(value)
    if (uncloneable.includes(tag)) return refuse()
    if (Array.isArray(value)) return ['array', ...Array.from(value, add)]
    if (ArrayBuffer.isView(value)) return encodeView(value, tag)
    switch (tag) {
      case 'Date':
        return ['date', value.getTime()]
      case 'RegExp':
        return ['regexp', value.source, value.flags]
      case 'Map':
        return ['map', ...Array.from(value, ([key, entry]) => [add(key), add(entry)])]
      case 'Set':
        return ['set', ...Array.from(value, add)]
      case 'ArrayBuffer':
        return ['bytes', 'ArrayBuffer', toBase64(new Uint8Array(value))]
      case 'Error': {
        const cause = value.cause === undefined ? null : add(value.cause)
        return ['error', value.name, value.message, value.stack, cause]
      }
      default:
        return ['object', ...Object.keys(value).map((key) => [key, add(value[key])])]
    }
  }

  function encode(root) {
    const nodes = []
    const seen = new Map()
    function add(value) {
      const isObject = typeof value === 'object' && value !== null
      if (isObject && seen.has(value)) return seen.get(value)
      const index = nodes.length
      nodes.push(null)
      if (isObject) seen.set(value, index)
      nodes[index] = isObject ? encodeObject(value, add) : encodePrimitive(value)
      return index
    }
    add(root)
    return nodes
  }

  function decodeBytes(name, text) {
    const bytes = fromBase64(text)
    if (name === 'ArrayBuffer') return bytes.buffer
    if (name === 'Uint8Array' || !viewNames.includes(name)) return bytes
    return new globalThis[name](bytes.buffer)
  }

  function decodeError(name, message, stack) {
    const error = new (errorTypes[name] ?? Error)(message)
    if (stack) error.stack = stack
    return error
  }

  /** The value of a node, before what it refers to is filled in: this is what lets circles close. */
  function start([kind, ...fields]) {
    switch (kind) {
      case 'null':
        return null
      case 'undefined':
        return undefined
      case 'number':
        return Number(fields[0])
      case 'bigint':
        return BigInt(fields[0])
      case 'date':
        return new Date(fields[0] ?? Number.NaN)
      case 'regexp':
        return new RegExp(fields[0], fields[1])
      case 'bytes':
        return decodeBytes(fields[0], fields[1])
      case 'error':
        return decodeError(fields[0], fields[1], fields[2])
      case 'array':
        return []
      case 'map':
        return new Map()
      case 'set':
        return new Set()
      default:
        return {}
    }
  }

  function fill(value, [kind, ...fields], read) {
    if (kind === 'array') for (const index of fields) value.push(read(index))
    if (kind === 'set') for (const index of fields) value.add(read(index))
    if (kind === 'map') for (const [key, entry] of fields) value.set(read(key), read(entry))
    if (kind === 'error' && fields[3] !== null) value.cause = read(fields[3])
    if (kind === 'object') {
      // Defined, not assigned: a key called __proto__ stays a key.
      for (const [key, index] of fields) {
        const property = {
          value: read(index),
          enumerable: true,
          writable: true,
          configurable: true,
        }
        Object.defineProperty(value, key, property)
      }
    }
  }

  function decode(nodes) {
    const values = new Map()
    function read(index) {
      if (values.has(index)) return values.get(index)
      const node = nodes[index]
      if (!Array.isArray(node)) return node
      const value = start(node)
      values.set(index, value)
      fill(value, node, read)
      return value
    }
    return read(0)
  }

  return { encode, decode }
}

export const { encode, decode } = codecFactory()
