import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

const handOverMs = 15_000

/**
 * One process per data folder. The first one listens on a private socket named in a lock file; a later one finds the
 * file, hands its command line over and leaves.
 */
export class SingleInstanceLock {
  #file
  #server = null
  /** Settles when the first process has what this one had to say. */
  handedOver = Promise.resolve()

  constructor(folder) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#file = path.join(folder, 'electron-host.lock')
  }

  get isHeld() {
    return this.#server !== null
  }

  /**
   * @param {object} message what the first process is told, if there is one
   * @param {(message: object) => void} onSecond called with what later processes say
   * @returns {boolean} whether this process is the first
   */
  acquire(message, onSecond) {
    const socket = socketOfLivingOwner(this.#file)
    if (socket !== null) {
      this.handedOver = tell(socket, message)
      return false
    }
    const address = freshAddress()
    this.#server = net.createServer((connection) => hear(connection, onSecond))
    this.#server.listen(address)
    this.#server.unref()
    fs.writeFileSync(this.#file, JSON.stringify({ pid: process.pid, socket: address }), {
      mode: 0o600,
    })
    return true
  }

  release() {
    if (!this.isHeld) return
    this.#server.close()
    this.#server = null
    fs.rmSync(this.#file, { force: true })
  }
}

function socketOfLivingOwner(file) {
  try {
    const { pid, socket } = JSON.parse(fs.readFileSync(file, 'utf8'))
    if (pid === process.pid) return null
    process.kill(pid, 0)
    return socket
  } catch {
    return null
  }
}

function freshAddress() {
  const name = `electron-host-${randomBytes(8).toString('hex')}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'electron-host-')), 'socket')
}

function tell(socket, message) {
  return new Promise((resolve) => {
    const connection = net.connect(socket, () => connection.end(JSON.stringify(message)))
    connection.on('error', resolve)
    connection.on('close', resolve)
    setTimeout(resolve, handOverMs).unref()
  })
}

function hear(connection, onSecond) {
  const chunks = []
  connection.on('error', () => {})
  connection.on('data', (chunk) => chunks.push(chunk))
  connection.on('end', () => {
    connection.end()
    try {
      onSecond(JSON.parse(Buffer.concat(chunks).toString()))
    } catch {
      // Not from one of us.
    }
  })
}
