import { decode, encode } from '../page/codec.mjs'
import { names } from '../page/scripts.mjs'

/**
 * IPC with one page: what its preload says through the binding is handed to `ipcMain`, and what main has to say is
 * called into the preload's world. A page that has not said hello yet, or is gone, hears nothing.
 */
export class PageChannel {
  #cdp
  #contents
  #ipcMain
  #context = null

  constructor(cdp, contents, ipcMain) {
    this.#cdp = cdp
    this.#contents = contents
    this.#ipcMain = ipcMain
    cdp.on('Runtime.bindingCalled', (event) => this.#hear(event))
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#context = null
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (this.#context === executionContextId) this.#context = null
    })
  }

  send(channel, args) {
    this.#tell(this.#context, { type: 'event', channel, args: encode(args) })
  }

  #hear({ name, payload, executionContextId }) {
    if (name !== names.send) return
    const message = JSON.parse(payload)
    if (message.type === 'hello') this.#context = executionContextId
    if (message.type === 'open') this.#contents.askToOpen(message.url, message.name)
    if (message.type === 'send') this.#emit(message)
    if (message.type === 'invoke') void this.#invoke(message, executionContextId)
    if (message.type === 'preload-error') this.#contents.preloadFailed(message.message)
  }

  #event() {
    return {
      sender: this.#contents,
      senderFrame: this.#contents.mainFrame,
      processId: 1,
      frameId: 1,
      ports: [],
      reply: (channel, ...args) => this.send(channel, args),
    }
  }

  #emit({ channel, args }) {
    const event = this.#event()
    const values = decode(args)
    this.#contents.ipc.emit(channel, event, ...values)
    this.#ipcMain.emit(channel, event, ...values)
  }

  async #invoke({ id, channel, args }, contextId) {
    let reply
    try {
      const value = await this.#ipcMain.run(this.#event(), channel, decode(args))
      reply = { type: 'reply', id, ok: true, value: encode(value) }
    } catch (error) {
      const message = `Error invoking remote method '${channel}': ${error}`
      reply = { type: 'reply', id, ok: false, message }
    }
    this.#tell(contextId, reply)
  }

  #tell(contextId, message) {
    if (contextId === null) return
    const expression = `${names.receive}(${JSON.stringify(message)})`
    this.#cdp.send('Runtime.evaluate', { expression, contextId, silent: true }).catch(() => {})
  }
}
