import { createSocket, type RemoteInfo } from 'node:dgram'
import { fromHex, isSame } from './bytes.ts'
import type { KeyConnection, VirtualKey } from './virtual-key.ts'

/** What SoloKeys' test suite sends its simulator in place of a report: reboot now. */
const REBOOT = fromHex(
  'ac1052ca95e569de69e02ebff333485f13f9b2da34c5a8a340526697a9ab2e0b' +
    '394d8d04973c134005be1a0140bff6045bb26eb77a73eaa47813f6b49a7250dc',
)

export interface UdpServer {
  readonly port: number
  close(): Promise<void>
}

export interface UdpOptions {
  /** 0 for any that is free. */
  readonly port: number
  /** Whether SoloKeys' reboot datagram is a power cycle. */
  readonly hearsReboot: boolean
}

/**
 * The key on 127.0.0.1, one report in each datagram. Whoever sends has a connection of their own and
 * the answers go there. Rejects when the port is taken.
 */
export async function serveOverUdp(key: VirtualKey, options: UdpOptions): Promise<UdpServer> {
  const socket = createSocket('udp4')
  const connections = new Map<string, KeyConnection>()

  const connectionOf = ({ address, port }: RemoteInfo): KeyConnection => {
    const name = `${address}:${port}`
    const known = connections.get(name)
    if (known) return known
    const connection = key.connect({ hearsOthers: false })
    connection.onReport = (report) => socket.send(report, port, address)
    connection.onUnplugged = () => connections.delete(name)
    connections.set(name, connection)
    letOldestGo(connections)
    return connection
  }

  socket.on('message', (datagram, sender) => {
    if (options.hearsReboot && isSame(datagram, REBOOT)) key.reboot()
    else if (key.isPluggedIn) connectionOf(sender).send(Uint8Array.from(datagram))
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(options.port, '127.0.0.1', resolve)
  })
  // A sender that is gone is no fault of the key.
  socket.on('error', () => undefined)
  return {
    port: socket.address().port,
    async close() {
      for (const connection of connections.values()) connection.close()
      await new Promise<void>((resolve) => socket.close(() => resolve()))
    },
  }
}

const mostConnections = 64

/** Suites open a socket for each test and never say goodbye. */
function letOldestGo(connections: Map<string, KeyConnection>): void {
  if (connections.size <= mostConnections) return
  const [oldest] = connections
  if (!oldest) return
  const [name, connection] = oldest
  connections.delete(name)
  connection.close()
}
