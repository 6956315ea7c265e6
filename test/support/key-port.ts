import { KeyTransportError } from '../../src/ctap2/errors.ts'
import type { HidPort } from '../../src/ctap2/hid/port.ts'
import type { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'

/** A port to a virtual key in this process that counts what goes over it. */
export interface CountingPort extends HidPort {
  readonly count: { out: number; in: number }
}

/** Opens a virtual key as a HidPort, without any transport between. */
export function openVirtualKey(key: VirtualKey): CountingPort {
  const connection = key.connect()
  const count = { out: 0, in: 0 }
  return {
    count,
    send(report) {
      count.out += 1
      try {
        connection.send(report)
        return Promise.resolve()
      } catch {
        return Promise.reject(new KeyTransportError('removed'))
      }
    },
    listen(onReport, onClosed) {
      connection.onReport = (report) => {
        count.in += 1
        onReport(report)
      }
      connection.onUnplugged = () => onClosed(new KeyTransportError('removed'))
    },
    close() {
      connection.close()
      return Promise.resolve()
    },
  }
}
