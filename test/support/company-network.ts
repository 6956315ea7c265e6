import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import { issue, type Issued } from './mds-blob.ts'

/** Starts a server on 127.0.0.1 that ends with the test. */
async function listen(server: Server): Promise<number> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => undefined).on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function join(one: Socket, port: number): void {
  const other = connect(port, '127.0.0.1')
  one.on('error', () => other.destroy()).on('close', () => other.destroy())
  other.on('error', () => one.destroy()).on('close', () => one.destroy())
  one.pipe(other).pipe(one)
}

/** An authority no computer knows, and what it issues. */
export function makeAuthority(name = 'Company Inspection CA') {
  const authority = issue({ name })
  return {
    pem: authority.certificate.toString(),
    issueFor: (host: string, to?: string): Issued =>
      issue({ name: host, host, issuer: authority, isAuthority: false, ...(to && { to }) }),
  }
}

/** Speaks TLS with that certificate, and passes on what it reads to a port of this computer. */
export function serveTls({ certificate, privateKey }: Issued, port: number): Promise<number> {
  const options = {
    cert: certificate.toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
  return listen(
    createTlsServer(options, (socket) => join(socket, port)).on('tlsClientError', () => undefined),
  )
}

/** A proxy that lets CONNECT through to one port, whatever host was asked for. */
export interface CompanyProxy {
  readonly port: number
  /** Hosts and ports asked for, as they were written. */
  readonly asked: string[]
}

export async function startProxy(
  port: number,
  refuse: (headers: IncomingHttpHeaders) => number | null = () => null,
): Promise<CompanyProxy> {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '')
    const status = refuse(request.headers)
    if (status !== null) return socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`)
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    return join(socket, port)
  })
  return { port: await listen(server), asked }
}

/** Something that listens, and does with what connects to it whatever it is told. */
export interface RawServer {
  readonly port: number
  connections(): number
  /** Over when somebody connects for the first time, and when they have left again. */
  readonly reached: Promise<unknown>
  readonly left: Promise<void>
}

export async function serveRaw(take: (socket: Socket) => unknown): Promise<RawServer> {
  let connections = 0
  const server = createTcpServer((socket) => {
    connections += 1
    take(socket)
  })
  const first = once(server, 'connection') as Promise<[Socket]>
  const firstClosed = async (): Promise<void> => {
    const [socket] = await first
    socket.resume()
    await once(socket, 'close')
  }
  const port = await listen(server)
  return { port, connections: () => connections, reached: first, left: firstClosed() }
}
