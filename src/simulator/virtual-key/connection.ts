import type { Host } from './hid/hid-device.ts'

/** One host's open handle: 64-byte reports each way. Like hidraw, it hears what other hosts are told. */
export interface KeyConnection {
  onReport: (report: Uint8Array) => void
  onUnplugged: () => void
  /** Sends one report; throws once the key is gone or the handle closed. */
  send(report: Uint8Array): void
  close(): void
}

export interface ConnectOptions {
  /** Whether reports for other connections arrive here too, as on real hidraw; true unless said otherwise. */
  readonly hearsOthers?: boolean
}

interface Socket {
  receive(report: Uint8Array): void
  close(): void
}

export class Connection implements KeyConnection, Host {
  onReport: (report: Uint8Array) => void = () => {}
  onUnplugged: () => void = () => {}
  readonly hearsOthers: boolean
  readonly #socket: Socket
  #isOpen = true
  #isClosed = false

  constructor(hearsOthers: boolean, socket: Socket) {
    this.hearsOthers = hearsOthers
    this.#socket = socket
  }

  send(report: Uint8Array): void {
    if (!this.#isOpen) throw new Error('the virtual key is gone')
    this.#socket.receive(report)
  }

  close(): void {
    this.#isOpen = false
    this.#isClosed = true
    this.#socket.close()
  }

  /** Later, never inside `send`: the host shall not be called back while it is still sending. */
  deliver(report: Uint8Array): void {
    queueMicrotask(() => {
      if (!this.#isClosed) this.onReport(Uint8Array.from(report))
    })
  }

  /** Ends with the plug; what was sent before still arrives. */
  end(): void {
    this.#isOpen = false
    queueMicrotask(() => {
      if (!this.#isClosed) this.onUnplugged()
    })
  }
}
