import { expect, test } from 'vitest'
import { textsIn } from '../../../src/main/terminal/language.ts'
import { readOptions } from '../../../src/main/terminal/options.ts'
import type { TerminalIo } from '../../../src/main/terminal/printing/io.ts'
import { Printer } from '../../../src/main/terminal/printing/printer.ts'
import { sitThrough } from '../../../src/main/terminal/sitting.ts'
import { openTestDesk } from '../../support/lifecycle.ts'

test('a question at the keyboard ends with the key it is about, and nobody waits for a line', async () => {
  const desk = await openTestDesk()
  const told: string[] = []
  const asked: Promise<string>[] = []
  const io: TerminalIo = {
    print: () => undefined,
    tell: (line) => void told.push(line),
    askHidden: null,
    ask: (_prompt, over) => {
      const line = new Promise<string>((_resolve, reject) =>
        over?.addEventListener('abort', () => reject(new Error('over'))),
      )
      asked.push(line)
      desk.swap()
      return line
    },
    onInterrupt: () => undefined,
  }
  const seat = { station: desk.station, options: readOptions(['erase']), io }
  const order = { procedure: 'erase-key' } as const
  const sat = await sitThrough({ ...seat, printer: new Printer(io, false, textsIn('en')) }, order)
  expect(sat).toMatchObject({
    unanswered: null,
    run: {
      activity: { failure: { cause: { code: 'key-removed' }, keyState: 'untouched' } },
    },
  })
  await expect(asked[0]).rejects.toThrow('over')
  expect(told.join('\n')).not.toContain('cannot be stopped')
})
