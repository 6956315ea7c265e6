import { createSocket, type Socket } from 'node:dgram'
import { KeyTransportError } from '../errors.ts'
import { REPORT_SIZE, type HidPort, type KeyDevice, type KeySource } from './port.ts'

/** How a simulator is shown in a list. */
export interface UdpKeysOptions {
  readonly product?: string
}

const HOST = '127.0.0.1'
// SoloKeys' simulator answers to this port, wherever a report came from.
const USUAL_LOCAL_PORT = 7112
// Of the FIDO test range (pid.codes), as simulators have no ids of their own.
const VENDOR_ID = 0x1209
const PRODUCT_ID = 0x5070

/** A key simulator on this machine that takes and gives reports of 64 bytes as UDP datagrams. */
export function udpKeys(port: number, options: UdpKeysOptions = {}): KeySource {
  const device: KeyDevice = Object.freeze({
    path: `udp:${HOST}:${port}`,
    vendorId: VENDOR_ID,
    productId: PRODUCT_ID,
    product: options.product ?? 'Simulated key',
  })
  return {
    async list() {
      return (await isListening(port)) ? [device] : []
    },
    async open(path) {
      if (path === device.path) return new UdpPort(await connect(port))
      throw new KeyTransportError('open-failed', { platform: `no simulator at ${path}` })
    },
  }
}

class UdpPort implements HidPort {
  readonly #socket: Socket
  #isClosed = false

  constructor(socket: Socket) {
    this.#socket = socket
  }

  send(report: Uint8Array): Promise<void> {
    if (this.#isClosed) return Promise.reject(new KeyTransportError('closed'))
    // Datagrams to this machine keep their order; a failure comes as an error event.
    this.#socket.send(report)
    return Promise.resolve()
  }

  listen(
    onReport: (report: Uint8Array) => void,
    onClosed: (error: KeyTransportError | null) => void,
  ): void {
    this.#socket.on('message', (datagram) => {
      if (datagram.length <= REPORT_SIZE) onReport(new Uint8Array(datagram))
    })
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      // The system says that nobody listens there any more: the simulator's unplugging.
      const kind = error.code === 'ECONNREFUSED' ? 'removed' : 'io'
      this.#isClosed = true
      this.#socket.close()
      onClosed(new KeyTransportError(kind, { platform: error.message }))
    })
    this.#socket.on('close', () => onClosed(null))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await new Promise<void>((resolve) => this.#socket.close(resolve))
  }
}

async function connect(port: number): Promise<Socket> {
  const socket = (await bind(USUAL_LOCAL_PORT)) ?? (await bind(0))
  if (!socket) throw new KeyTransportError('open-failed', { platform: 'no local UDP port is free' })
  await new Promise<void>((resolve) => socket.connect(port, HOST, resolve))
  return socket
}

// Binding tells whether the port is taken without a word to the key behind it.
async function isListening(port: number): Promise<boolean> {
  const socket = await bind(port)
  if (!socket) return true
  socket.close()
  return false
}

function bind(port: number): Promise<Socket | null> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close()
      resolve(null)
    })
    socket.bind({ port, address: HOST, exclusive: true }, () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}
