import { contextBridge, ipcRenderer } from 'electron'
import {
  requestNames,
  snapshotEvent,
  type StationApi,
  type StationSnapshot,
} from '../shared/contract.ts'

// The window gets these two functions and nothing else of Electron. A name that is not in the
// contract never leaves the page.
const station: StationApi = {
  request(name, input) {
    if (!requestNames.includes(name)) throw new TypeError('No such request')
    return ipcRenderer.invoke(name, input)
  },
  onSnapshot(listener) {
    const relay = (_event: unknown, snapshot: StationSnapshot): void => listener(snapshot)
    ipcRenderer.on(snapshotEvent, relay)
    return () => void ipcRenderer.off(snapshotEvent, relay)
  },
}

contextBridge.exposeInMainWorld('station', station)
