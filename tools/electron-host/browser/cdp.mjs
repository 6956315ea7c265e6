import { EventEmitter } from 'node:events'

/**
 * The Chrome DevTools Protocol over a pair of pipes: messages are JSON, each ended by a zero byte. Events of the browser
 * are emitted here, events of a target on its own session. Only the process that holds the pipes can speak.
 */
export class CdpConnection extends EventEmitter {
  #output
  #pending = []
  #calls = new Map()
  #sessions = new Map()
  #lastId = 0
  #closed = null

  /**
   * @param {import('node:stream').Readable} input
   * @param {import('node:stream').Writable} output
   */
  constructor(input, output) {
    super()
    this.#output = output
    output.on('error', () => {})
    input.on('data', (chunk) => this.#receive(chunk))
  }

  /** The result of a command; rejects with the command's name and the browser's own words. */
  send(method, params = {}, sessionId) {
    if (this.#closed) return Promise.reject(this.#closed)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { method, resolve, reject })
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  /** The face of one attached target: its events, and `send` for its commands. */
  session(sessionId) {
    const session = Object.assign(new EventEmitter(), {
      send: (method, params) => this.send(method, params, sessionId),
    })
    this.#sessions.set(sessionId, session)
    return session
  }

  forgetSession(sessionId) {
    this.#sessions.delete(sessionId)
  }

  /** Every call still waiting, and every later one, is refused with `error`. */
  close(error) {
    this.#closed = error
    for (const { reject } of this.#calls.values()) reject(error)
    this.#calls.clear()
  }

  #receive(chunk) {
    let rest = chunk
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const message = Buffer.concat([...this.#pending, rest.subarray(0, end)])
      this.#pending = []
      rest = rest.subarray(end + 1)
      this.#dispatch(JSON.parse(message.toString()))
    }
    if (rest.length > 0) this.#pending.push(rest)
  }

  #dispatch(message) {
    if (message.id === undefined) {
      const target = message.sessionId ? this.#sessions.get(message.sessionId) : this
      target?.emit(message.method, message.params)
      return
    }
    const call = this.#calls.get(message.id)
    this.#calls.delete(message.id)
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`))
    else call?.resolve(message.result)
  }
}
