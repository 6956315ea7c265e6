import { expect, test } from 'vitest'
import { identify } from '../../../src/main/terminal/identify.ts'
import { textsIn } from '../../../src/main/terminal/language.ts'
import { readOptions } from '../../../src/main/terminal/options.ts'
import type { TerminalIo } from '../../../src/main/terminal/printing/io.ts'
import { Printer } from '../../../src/main/terminal/printing/printer.ts'
import { Unanswerable } from '../../../src/main/terminal/unanswerable.ts'
import type { Issuance } from '../../../src/shared/records.ts'
import { ofEveryState } from '../../renderer/support/life-samples.ts'

const [first, second] = ofEveryState.slice(1) as [Issuance, Issuance]

function answer(args: readonly string[], lines: readonly string[] | null, canTell = true) {
  const told: string[] = []
  const typed = [...(lines ?? [])]
  const io: TerminalIo = {
    print: () => undefined,
    tell: (line) => void told.push(line),
    askHidden: null,
    ask: lines && (() => Promise.resolve(typed.shift() ?? '')),
    onInterrupt: () => undefined,
  }
  const candidates = [first, second]
  const question = { kind: 'identify-key', key: samplesKey, candidates, canTell } as const
  const which = identify(question, readOptions(args), io, new Printer(io, false, textsIn('en')))
  return { which, told }
}

const samplesKey = { path: 'p', product: 'Key', vendorId: 1, productId: 2 }

test('--on-key says what is on it, by an id or a word', async () => {
  const named = answer(['erase', '--on-key', second.id], null)
  expect(await named.which).toEqual({ by: 'issuance', issuanceId: second.id })
  for (const by of ['none', 'unknown', 'pin'] as const) {
    const said = answer(['erase', '--on-key', by], null)
    expect(await said.which).toEqual({ by, issuanceId: null })
  }
})

test('a PIN that was given tells, where it can', async () => {
  const args = ['erase', '--current-pin-file', '/dev/null']
  expect(await answer(args, null).which).toMatchObject({ by: 'pin' })
  await expect(answer(args, null, false).which).rejects.toBeInstanceOf(Unanswerable)
})

test('a person chooses by number or word, and is asked again for anything else', async () => {
  const { which, told } = answer(['erase'], ['', '3', 'pin', '2'], false)
  expect(await which).toEqual({ by: 'issuance', issuanceId: second.id })
  expect(told.join('\n')).toContain(first.login)
})

test('with nobody there it fails and names how many, but a revocation goes on', async () => {
  await expect(answer(['erase'], null).which).rejects.toMatchObject({
    reason: { code: 'key-unrecognised', count: 2 },
  })
  const revoked = answer(['revoke', first.id], null)
  expect(await revoked.which).toEqual({ by: 'unknown', issuanceId: null })
})
