import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, test } from 'vitest'
import { Authenticator, udpKeys, type HidPort } from '../../../src/ctap2/index.ts'
import { serveOverUdp, type UdpServer } from '../../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'

const open: (UdpServer | { close(): Promise<void> })[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

async function serve(): Promise<{ server: UdpServer; path: string }> {
  const server = await serveOverUdp(new VirtualKey(), { port: 0, hearsReboot: false })
  open.push(server)
  return { server, path: `udp:127.0.0.1:${server.port}` }
}

async function occupy(port: number): Promise<Socket> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve))
  open.push({ close: () => new Promise((resolve) => socket.close(() => resolve())) })
  return socket
}

describe('a simulator over UDP', () => {
  test('is listed while it listens, without a word to it', async () => {
    const { server, path } = await serve()
    const keys = udpKeys(server.port, { product: 'A simulator' })
    await expect(keys.list()).resolves.toEqual([
      { path, vendorId: 0x1209, productId: 0x5070, product: 'A simulator' },
    ])
    await server.close()
    open.length = 0
    await expect(keys.list()).resolves.toEqual([])
  })

  test('speaks CTAP2, long messages too; twice at once', async () => {
    const { server, path } = await serve()
    const keys = udpKeys(server.port)
    const [first, second] = [await keys.open(path), await keys.open(path)]
    const authenticators = await Promise.all(
      [first, second].map((port) => Authenticator.open(port)),
    )
    open.push(...authenticators)
    for (const authenticator of authenticators) {
      expect(authenticator.info.versions).toContain('FIDO_2_1')
      await authenticator.ping(new Uint8Array(1000).fill(7))
    }
  })

  test('another path is not opened', async () => {
    const { server } = await serve()
    await expect(udpKeys(server.port).open('udp:127.0.0.1:1')).rejects.toMatchObject({
      kind: 'open-failed',
    })
  })

  test('a simulator that goes away is a key removed', async () => {
    const { server, path } = await serve()
    const authenticator = await Authenticator.open(await udpKeys(server.port).open(path))
    await server.close()
    open.length = 0
    await expect(authenticator.refreshInfo()).rejects.toMatchObject({ kind: 'removed' })
    await authenticator.close()
  })

  test('datagrams longer than a report are not reports', async () => {
    const peer = await occupy(0)
    const { port } = peer.address()
    const hid: HidPort = await udpKeys(port).open(`udp:127.0.0.1:${port}`)
    const reports: number[] = []
    const arrived = new Promise<void>((resolve) =>
      hid.listen(
        (report) => {
          reports.push(report.length)
          resolve()
        },
        () => undefined,
      ),
    )
    peer.on('message', (_datagram, sender) => {
      peer.send(new Uint8Array(65), sender.port, sender.address)
      peer.send(new Uint8Array(64), sender.port, sender.address)
    })
    await hid.send(new Uint8Array(64))
    await arrived
    expect(reports).toEqual([64])
    await hid.close()
    await hid.close()
    await expect(hid.send(new Uint8Array(64))).rejects.toMatchObject({ kind: 'closed' })
  })
})
