import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { CdpConnection } from '../../tools/electron-host/browser/cdp.mjs'

function connect() {
  const input = new PassThrough()
  const output = new PassThrough()
  const say = (message: object): boolean => input.write(`${JSON.stringify(message)}\0`)
  return { input, output, say, connection: new CdpConnection(input, output) }
}

describe('CDP over pipes', () => {
  test('a command is JSON ended by a zero byte, and its result comes back by its id', async () => {
    const { connection, output, say } = connect()
    const result = connection.send('Browser.getVersion')
    expect(String(output.read())).toBe('{"id":1,"method":"Browser.getVersion","params":{}}\0')
    say({ id: 1, result: { product: 'Chrome/1' } })
    expect(await result).toEqual({ product: 'Chrome/1' })
  })

  test('a refusal says which command was refused', async () => {
    const { connection, say } = connect()
    const result = connection.send('Page.fly')
    say({ id: 1, error: { message: 'no wings' } })
    await expect(result).rejects.toThrow('Page.fly: no wings')
  })

  test('messages may come in pieces, and several in one', async () => {
    const { connection, input } = connect()
    const events: unknown[] = []
    connection.on('A', (params) => events.push(params))
    const second = new Promise((resolve) => connection.once('B', resolve))
    const text = '{"method":"A","params":{"name":"Zoë"}}\0{"method":"B","params":2}\0'
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += 7) input.write(bytes.subarray(at, at + 7))
    expect(await second).toBe(2)
    expect(events).toEqual([{ name: 'Zoë' }])
  })

  test('events of a target reach its session only', async () => {
    const { connection, say } = connect()
    const session = connection.session('S')
    connection.on('Page.loaded', () => expect.unreachable())
    const loaded = new Promise((resolve) => session.once('Page.loaded', resolve))
    say({ sessionId: 'other', method: 'Page.loaded', params: 1 })
    say({ sessionId: 'S', method: 'Page.loaded', params: 2 })
    expect(await loaded).toBe(2)
  })

  test('when the browser is gone, every call is refused', async () => {
    const { connection } = connect()
    const waiting = connection.send('A')
    connection.close(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    await expect(connection.send('B')).rejects.toThrow('gone')
  })
})
