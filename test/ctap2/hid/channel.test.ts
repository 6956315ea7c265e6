import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CtapHidError, KeyProtocolError, KeyTransportError } from '../../../src/ctap2/errors.ts'
import { CtapHidChannel } from '../../../src/ctap2/hid/channel.ts'
import { CHANNEL, hex, ScriptedKey, type Script } from '../../support/scripted-key.ts'

const PING = 0x01
const INIT = 0x06
const CBOR = 0x10
const CANCEL = 0x11
const BUSY = 0x06
const INVALID_CHANNEL = 0x0b
const BROADCAST = 0xffffffff
const QUESTION = hex('04')

async function openWith(script: Script): Promise<{ key: ScriptedKey; channel: CtapHidChannel }> {
  const key = new ScriptedKey(script)
  return { key, channel: await CtapHidChannel.open(key) }
}

/** Settles a promise that may only do so once the clock has moved. */
async function settle<T>(promise: Promise<T>, ms: number): Promise<PromiseSettledResult<T>> {
  const settled = Promise.allSettled([promise])
  await vi.advanceTimersByTimeAsync(ms)
  const [result] = await settled
  return result
}

async function failure(promise: Promise<unknown>, ms: number): Promise<unknown> {
  const result = await settle(promise, ms)
  return result.status === 'rejected' ? result.reason : `resolved: ${String(result.value)}`
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('CTAPHID_INIT', () => {
  test('takes the channel and what the key says of itself', async () => {
    const { key, channel } = await openWith((_message, k) => k.replyCbor(0))
    expect(channel.identity).toEqual({
      protocolVersion: 2,
      deviceVersion: { major: 5, minor: 4, build: 3 },
      capabilities: { flags: 5, wink: true, cbor: true, nmsg: false },
    })
    await channel.transact(CBOR, QUESTION)
    expect(key.messages.map(({ channelId }) => channelId)).toEqual([BROADCAST, CHANNEL])
  })

  test('skips answers to the INIT of other programs, and waits for its own', async () => {
    const key = new ScriptedKey((message, k) => {
      k.replyInit({ ...message, payload: hex('1111111111111111') }, 0x99)
      k.reply(INIT, hex('00'), BROADCAST)
      k.replyInit(message, CHANNEL)
    })
    key.answersInit = false
    const channel = await CtapHidChannel.open(key)
    key.script = (_message, k) => k.replyCbor(0)
    await expect(channel.transact(CBOR, QUESTION)).resolves.toEqual(hex('00'))
  })

  test('takes an answer longer than 17 bytes', async () => {
    const key = new ScriptedKey((message, k) => {
      const payload = Buffer.alloc(40)
      payload.set(message.payload)
      payload.writeUInt32BE(CHANNEL, 8)
      payload[12] = 2
      k.reply(INIT, payload, BROADCAST)
    })
    key.answersInit = false
    await expect(CtapHidChannel.open(key)).resolves.toBeInstanceOf(CtapHidChannel)
  })

  test('refuses a reserved channel, and closes the port', async () => {
    const key = new ScriptedKey((message, k) => k.replyInit(message, BROADCAST))
    key.answersInit = false
    const expected = expect.objectContaining({ command: 'CTAPHID_INIT', field: 'channel' })
    await expect(CtapHidChannel.open(key)).rejects.toEqual(expected)
    expect(key.isClosed).toBe(true)
  })

  test('waits for a key that is busy with another program', async () => {
    let refusals = 2
    const key = new ScriptedKey((message, k) => {
      if (refusals-- > 0) k.error(BUSY, BROADCAST)
      else k.replyInit(message)
    })
    key.answersInit = false
    const result = await settle(CtapHidChannel.open(key), 250)
    expect(result.status).toBe('fulfilled')
    expect(key.messages).toHaveLength(3)
  })

  test('gives up on a silent key, naming the phase', async () => {
    const key = new ScriptedKey()
    key.answersInit = false
    const error = await failure(CtapHidChannel.open(key, { phase: 'opening' }), 10_000)
    expect(error).toMatchObject({ kind: 'timeout', phase: 'opening', afterMs: 1000 })
  })
})

describe('a transaction', () => {
  test('skips frames of other channels, also between packets of the answer', async () => {
    const answer = Uint8Array.from({ length: 200 }, (_, index) => index)
    const { channel } = await openWith((_message, key) => {
      const noise = key.reports(CBOR, new Uint8Array(200).fill(9), 0x77)
      for (const [index, report] of key.reports(CBOR, answer).entries()) {
        key.emit(noise[index] ?? report)
        key.emit(report)
      }
    })
    await expect(channel.transact(CBOR, QUESTION)).resolves.toEqual(answer)
  })

  test('skips the tail of an answer that nobody waits for, and reports too short to read', async () => {
    const { channel } = await openWith((_message, key) => {
      const [, tail] = key.reports(CBOR, new Uint8Array(100))
      key.emit(tail ?? hex(''))
      key.emit(hex('0102'))
      key.replyCbor(0x2e)
    })
    await expect(channel.transact(CBOR, QUESTION)).resolves.toEqual(hex('2e'))
  })

  test('reports stale before it began are not its answer', async () => {
    const { key, channel } = await openWith((_message, k) => k.replyCbor(0))
    key.replyCbor(0x7f)
    await expect(channel.transact(CBOR, QUESTION)).resolves.toEqual(hex('00'))
  })

  test.each<[string, Script, string]>([
    [
      'a packet out of sequence',
      (_message, key) => {
        const [first, second, third] = key.reports(CBOR, new Uint8Array(150))
        for (const report of [first, third, second]) key.emit(report ?? hex(''))
      },
      'has packet 1 in place of 0',
    ],
    ['a length beyond 7609', (_m, key) => key.emit(hex('0a0b0c0d 90 ffff')), 'announces 65535'],
    ['another command', (_m, key) => key.reply(PING, hex('00')), 'command is 0x1'],
    [
      'a message that starts anew half-way',
      (_m, key) => {
        const [first] = key.reports(CBOR, new Uint8Array(100))
        key.emit(first ?? hex(''))
        key.emit(first ?? hex(''))
      },
      'starts anew',
    ],
  ])('refuses %s and resynchronizes by INIT on its own channel', async (_name, script, reason) => {
    const { key, channel } = await openWith(script)
    const error = await channel.transact(CBOR, QUESTION).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(KeyProtocolError)
    expect(error).toMatchObject({
      command: 'CTAPHID_CBOR',
      message: expect.stringContaining(reason),
    })
    key.script = (_message, k) => k.replyCbor(0)
    await expect(channel.transact(CBOR, QUESTION)).resolves.toEqual(hex('00'))
    const last = key.messages.slice(-2).map(({ channelId, command }) => [channelId, command])
    expect(last).toEqual([
      [CHANNEL, INIT],
      [CHANNEL, CBOR],
    ])
  })

  test('tells of keepalives when they change, unknown ones too, and waits on', async () => {
    const seen: unknown[] = []
    const { channel } = await openWith((_message, key) => {
      for (const status of [1, 1, 2, 2, 2, 7, 1]) key.keepalive(status)
      key.replyCbor(0)
    })
    await channel.transact(CBOR, QUESTION, { onStatus: (status) => seen.push(status) })
    expect(seen).toEqual(['processing', 'user-presence-needed', 7, 'processing'])
  })

  test('a listener that throws ends the transaction with what it threw', async () => {
    const { channel } = await openWith((_message, key) => key.keepalive(2))
    const onStatus = (): void => {
      throw new Error('of the listener')
    }
    await expect(channel.transact(CBOR, QUESTION, { onStatus })).rejects.toThrow('of the listener')
  })

  test('an error of the key is a CtapHidError by its name', async () => {
    const { channel } = await openWith((_message, key) => key.error(0x03))
    const error = await channel.transact(CBOR, QUESTION).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(CtapHidError)
    expect(error).toMatchObject({ code: 3, codeName: 'ERR_INVALID_LEN' })
  })

  test('stops sending a message the key has refused', async () => {
    const key = new ScriptedKey()
    const channel = await CtapHidChannel.open(key)
    const send = key.send.bind(key)
    let sent = 0
    key.send = async (report) => {
      await send(report)
      sent += 1
      if (sent === 2) key.error(0x03)
    }
    await expect(channel.transact(PING, new Uint8Array(5000))).rejects.toBeInstanceOf(CtapHidError)
    expect(sent).toBe(2)
  })

  test('one at a time, in the order they were asked', async () => {
    const { key, channel } = await openWith((message, k) => k.reply(PING, message.payload))
    const echoes = [1, 2, 3].map((n) => channel.transact(PING, Uint8Array.of(n)))
    expect(await Promise.all(echoes)).toEqual([hex('01'), hex('02'), hex('03')])
    expect(key.messages.slice(1).map(({ payload }) => payload[0])).toEqual([1, 2, 3])
  })

  test('nothing comes between the transactions of one holder', async () => {
    const { key, channel } = await openWith((message, k) => k.reply(PING, message.payload))
    const held = channel.hold(async (transact) => {
      await transact(PING, hex('01'))
      await transact(PING, hex('02'))
    })
    await Promise.all([held, channel.transact(PING, hex('03'))])
    expect(key.messages.slice(1).map(({ payload }) => payload[0])).toEqual([1, 2, 3])
  })
})

describe('a key that is busy, or forgets', () => {
  test('is asked again every 100 ms within the budget', async () => {
    let refusals = 5
    const { key, channel } = await openWith((_message, k) => {
      if (refusals-- > 0) k.error(BUSY)
      else k.replyCbor(0)
    })
    const result = await settle(channel.transact(CBOR, QUESTION), 600)
    expect(result).toMatchObject({ status: 'fulfilled' })
    expect(key.messages).toHaveLength(7)
  })

  test('is given up as busy when the budget is used up', async () => {
    const { channel } = await openWith((_message, key) => key.error(BUSY))
    const error = await failure(channel.transact(CBOR, QUESTION, { budgetMs: 450 }), 1000)
    expect(error).toMatchObject({ codeName: 'ERR_CHANNEL_BUSY' })
  })

  test('a wait for a busy key can be cancelled', async () => {
    const { channel } = await openWith((_message, key) => key.error(BUSY))
    const stop = new AbortController()
    const promise = channel.transact(CBOR, QUESTION, { signal: stop.signal })
    setTimeout(() => stop.abort(new Error('stopped')), 150)
    expect(await failure(promise, 1000)).toMatchObject({ message: 'stopped' })
  })

  test('gets a new channel once when it does not know ours, then the error stands', async () => {
    const { key, channel } = await openWith((message, k) => {
      if (message.channelId === CHANNEL) k.error(INVALID_CHANNEL)
      else k.reply(CBOR, hex('00'), message.channelId)
    })
    await expect(channel.transact(CBOR, QUESTION)).resolves.toEqual(hex('00'))
    key.script = (message, k) => k.error(INVALID_CHANNEL, message.channelId)
    await expect(channel.transact(CBOR, QUESTION)).rejects.toMatchObject({
      codeName: 'ERR_INVALID_CHANNEL',
    })
  })

  test('gets a new channel when it answers no INIT on its own', async () => {
    const { key, channel } = await openWith((_message, k) => k.reply(PING, hex('00')))
    await channel.transact(CBOR, QUESTION).catch(() => undefined)
    key.answersInit = false
    key.script = (message, k) => {
      if (message.command === INIT && message.channelId === BROADCAST) k.replyInit(message, 0x55)
      if (message.command === CBOR) k.reply(CBOR, hex('00'), message.channelId)
    }
    expect(await settle(channel.transact(CBOR, QUESTION), 1500)).toMatchObject({
      status: 'fulfilled',
    })
    expect(key.messages.at(-1)?.channelId).toBe(0x55)
  })
})

describe('time', () => {
  test('silence is a timeout that names the phase; the key is told to stop', async () => {
    const { key, channel } = await openWith(() => undefined)
    const error = await failure(channel.transact(CBOR, QUESTION, { phase: 'getInfo' }), 4000)
    expect(error).toBeInstanceOf(KeyTransportError)
    expect(error).toMatchObject({ kind: 'timeout', phase: 'getInfo', afterMs: 3000 })
    expect(key.messages.at(-1)).toMatchObject({ command: CANCEL, channelId: CHANNEL })
  })

  test('keepalives put silence off, but not the end of the budget', async () => {
    const { key, channel } = await openWith(() => undefined)
    const beat = setInterval(() => key.keepalive(2), 50)
    const promise = channel.transact(CBOR, QUESTION, { budgetMs: 5000, silenceMs: 200 })
    const ticking = vi.waitFor(() => undefined)
    const settled = Promise.allSettled([promise])
    for (let at = 0; at < 5100; at += 100) {
      key.keepalive(2)
      await vi.advanceTimersByTimeAsync(100)
    }
    clearInterval(beat)
    await ticking
    expect(await settled).toMatchObject([{ reason: { kind: 'timeout', afterMs: 5000 } }])
  })

  test('an operation that never began because others took the time is refused alike', async () => {
    const { channel } = await openWith(() => undefined)
    const result = settle(channel.transact(CBOR, QUESTION, { budgetMs: 0 }), 10)
    expect(await result).toMatchObject({ reason: { kind: 'timeout' } })
  })
})

describe('cancel', () => {
  test('sends CANCEL and waits until the key has ended', async () => {
    const stop = new AbortController()
    const { key, channel } = await openWith((message, k) => {
      if (message.command === CBOR) k.keepalive(2)
      if (message.command === CANCEL) k.replyCbor(0x2d)
    })
    const onStatus = (): void => stop.abort()
    const answer = await channel.transact(CBOR, QUESTION, { signal: stop.signal, onStatus })
    expect(answer).toEqual(hex('2d'))
    expect(key.messages.map(({ command }) => command)).toEqual([INIT, CBOR, CANCEL])
  })

  test('an answer that outran it stands: what was made was made', async () => {
    const stop = new AbortController()
    const { channel } = await openWith((message, k) => {
      if (message.command === CBOR) k.keepalive(2)
      if (message.command === CANCEL) k.replyCbor(0x00, 'a0')
    })
    const onStatus = (): void => stop.abort()
    const answer = channel.transact(CBOR, QUESTION, { signal: stop.signal, onStatus })
    await expect(answer).resolves.toEqual(hex('00a0'))
  })

  test('a key that goes on with keepalives is left after a second all the same', async () => {
    const stop = new AbortController()
    const { channel } = await openWith((message, k) => {
      const goOn = (): void => {
        k.keepalive(2)
        setTimeout(goOn, 100)
      }
      if (message.command === CBOR) goOn()
    })
    const onStatus = (): void => stop.abort(new Error('stopped'))
    const promise = channel.transact(CBOR, QUESTION, { signal: stop.signal, onStatus })
    expect(await failure(promise, 1100)).toMatchObject({ message: 'stopped' })
  })

  test('a key that does not hear it is left after a second, and resynchronized', async () => {
    const stop = new AbortController()
    const { key, channel } = await openWith((_message, k) => k.keepalive(2))
    const onStatus = (): void => stop.abort(new Error('stopped'))
    const promise = channel.transact(CBOR, QUESTION, { signal: stop.signal, onStatus })
    expect(await failure(promise, 1100)).toMatchObject({ message: 'stopped' })
    key.script = (_message, k) => k.replyCbor(0)
    await expect(channel.transact(CBOR, QUESTION)).resolves.toEqual(hex('00'))
    expect(key.messages.slice(-2).map(({ command }) => command)).toEqual([INIT, CBOR])
  })

  test('the late answer of what was given up is cleared away with it', async () => {
    const stop = new AbortController()
    const { key, channel } = await openWith((_message, k) => k.keepalive(2))
    const onStatus = (): void => stop.abort(new Error('stopped'))
    const promise = channel.transact(CBOR, QUESTION, { signal: stop.signal, onStatus })
    await failure(promise, 1100)
    key.answersInit = false
    key.script = (message, k) => {
      if (message.command === INIT) {
        k.reply(CBOR, new Uint8Array(100))
        k.replyInit(message)
      } else k.replyCbor(0)
    }
    await expect(channel.transact(CBOR, QUESTION)).resolves.toEqual(hex('00'))
  })

  test('what is not CBOR cannot be cancelled, and is left at once', async () => {
    const stop = new AbortController()
    const { key, channel } = await openWith(() => stop.abort(new Error('stopped')))
    await expect(channel.transact(PING, hex('00'), { signal: stop.signal })).rejects.toThrow(
      'stopped',
    )
    expect(key.messages.map(({ command }) => command)).not.toContain(CANCEL)
  })

  test('a message half sent goes out whole before CANCEL', async () => {
    const stop = new AbortController()
    const { key, channel } = await openWith((message, k) => {
      if (message.command === CANCEL) k.replyCbor(0x2d)
    })
    const send = key.send.bind(key)
    key.send = async (report) => {
      await send(report)
      stop.abort()
    }
    const long = new Uint8Array(200).fill(4)
    await channel.transact(CBOR, long, { signal: stop.signal })
    expect(key.messages.slice(1)).toMatchObject([
      { command: CBOR, payload: long },
      { command: CANCEL },
    ])
  })

  test('nothing is sent for what was cancelled before', async () => {
    const { key, channel } = await openWith(() => undefined)
    const signal = AbortSignal.abort(new Error('stopped'))
    await expect(channel.transact(CBOR, QUESTION, { signal })).rejects.toThrow('stopped')
    expect(key.messages).toHaveLength(1)
  })
})

describe('removal', () => {
  test('in the middle of an answer ends the transaction, and all later ones', async () => {
    const { channel } = await openWith((_message, key) => {
      key.emit(key.reports(CBOR, new Uint8Array(300))[0] ?? hex(''))
      key.unplug('unexpected poll error (device disconnected)')
    })
    const removed = { kind: 'removed', platform: 'unexpected poll error (device disconnected)' }
    await expect(channel.transact(CBOR, QUESTION)).rejects.toMatchObject(removed)
    expect(channel.closed.aborted).toBe(true)
    await expect(channel.transact(CBOR, QUESTION)).rejects.toMatchObject(removed)
  })

  test('noticed by a write', async () => {
    const { key, channel } = await openWith(() => undefined)
    key.isClosed = true
    await expect(channel.transact(CBOR, QUESTION)).rejects.toMatchObject({ kind: 'removed' })
  })

  test('closing ends what is under way', async () => {
    const { key, channel } = await openWith(() => undefined)
    const pending = channel.transact(CBOR, QUESTION)
    await Promise.all([expect(pending).rejects.toMatchObject({ kind: 'closed' }), channel.close()])
    expect(key.isClosed).toBe(true)
  })
})
