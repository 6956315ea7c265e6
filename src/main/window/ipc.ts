import type { IpcMain, WebContents, WebFrameMain } from 'electron'
import { requestNames, snapshotEvent, type Reply } from '../../shared/contract.ts'
import { plainTexts } from '../../shared/plain-text.ts'
import type { Station } from '../station/station.ts'
import { windowOrigin } from './page-files.ts'

/**
 * Answers the contract's requests, and only when they come from the top frame of our own window. What the
 * window and its papers show is plain text, also what stood in the registry before.
 */
export function serveStation(ipc: Pick<IpcMain, 'handle'>, station: Station): void {
  for (const name of requestNames) {
    ipc.handle(name, async (event, input: unknown) => {
      // Electron turns this into a rejection in the page; it names no value.
      if (!isOwnWindow(event.senderFrame)) throw new Error('Refused: not the window of the station')
      const reply = await answer(station, name, input)
      forgetAfterSending(reply)
      return plainTexts(reply)
    })
  }
}

/** Sends every snapshot to the window, for as long as there is one. */
export function pushSnapshots(
  station: Station,
  contents: Pick<WebContents, 'isDestroyed' | 'send'>,
): () => void {
  return station.onSnapshot((snapshot) => {
    if (!contents.isDestroyed()) contents.send(snapshotEvent, plainTexts(snapshot))
  })
}

/** `frame` is null once the page that asked is gone. */
function isOwnWindow(frame: Pick<WebFrameMain, 'parent' | 'origin'> | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === windowOrigin
}

async function answer(station: Station, name: string, input: unknown): Promise<Reply<unknown>> {
  try {
    return await station.request(name, input)
  } catch {
    // An error's text may hold anything; the window needs none of it.
    return { ok: false, cause: { code: 'internal' } }
  }
}

/** A reply is copied on its way out before the next turn of the loop: then a PIN in it is zeroed. */
function forgetAfterSending(reply: Reply<unknown>): void {
  if (!reply.ok || typeof reply.value !== 'object' || reply.value === null) return
  if (!('pin' in reply.value) || !(reply.value.pin instanceof Uint8Array)) return
  const { pin } = reply.value
  setImmediate(() => pin.fill(0))
}
