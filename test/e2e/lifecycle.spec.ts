import type { Page } from '@playwright/test'
import { english } from '../../src/shared/text/en/english.ts'
import { german } from '../../src/shared/text/de/german.ts'
import { patienceMs } from '../support/patience.ts'
import { expect, test } from './fixture.ts'
import { Keyboard, Mouse } from './hands.ts'
import { Officer } from './officer.ts'

const pins = { first: '73519420', second: '94027153' }

const lives = [english, german].flatMap((words) => [
  { words, Kind: Mouse },
  { words, Kind: Keyboard },
])

for (const { words, Kind } of lives) {
  const language = words.settings.languages[words.language].label
  test(`the whole life of a key, in ${language}, by ${Kind.name.toLowerCase()}`, async ({
    open,
  }) => {
    test.setTimeout(3 * patienceMs)
    const { page } = await open('--demo')
    const officer = new Officer(page, words, new Kind(page))
    const { hands } = officer
    const { commands, changed, procedures } = words
    const { names } = words.template
    await officer.speaks(language, english)

    await officer.findsJane()
    await officer.choosesTemplate(names['walk-in'].label)
    await officer.goesOn('start')
    await officer.choosesPin(pins.first)
    await officer.sees(words.done.title)
    await officer.goesOn('next-person')

    await officer.presses(commands['whose-key'].label)
    await officer.sees(words.report.holder.title)
    await officer.goesOn('close')

    await officer.presses(commands['set-pin'].label)
    await officer.typesPin(pins.first)
    await officer.choosesPin(pins.second)
    await officer.sees(changed['pin-changed'].title)
    await officer.goesOn('close')

    for (const [change, end] of [
      ['inactivate', 'inactivated'],
      ['reactivate', 'reactivated'],
    ] as const) {
      await officer.chooses(procedures[change].label)
      await officer.confirms(change)
      await officer.sees(changed[end].title)
      await officer.goesOn('close')
    }

    await officer.resetsPin('forgotten')
    await officer.confirmsErase()
    await officer.choosesPin(pins.first)
    await officer.insertsItAgain(words.done.title)
    await officer.sees(words.done.title)
    await officer.goesOn('next-person')

    await hands.pullsOrInserts('Key 1')
    await hands.pullsOrInserts('Key 2')
    await officer.chooses(procedures['replace-key'].label)
    await officer.confirms('replace')
    await officer.choosesPin(pins.second)
    await officer.sees(words.done.title)
    await officer.goesOn('next-person')

    await hands.pullsOrInserts('Key 2')
    await officer.chooses(procedures.revoke.label)
    await officer.confirms('revoke')
    await officer.sees(changed.revoked.title)
    await officer.goesOn('close')

    const factors = await page.evaluate(async () => {
      const reply = await window.station.request('station.snapshot', null)
      return reply.ok ? reply.value.simulator?.factors : null
    })
    expect(factors?.filter(({ login }) => login === 'jane.doe@example.com')).toEqual([])
  })

  test(`what is rarer, in ${language}, by ${Kind.name.toLowerCase()}`, async ({ open }) => {
    test.setTimeout(3 * patienceMs)
    const { page } = await open('--demo')
    const officer = new Officer(page, words, new Kind(page))
    const { hands } = officer
    const { commands, changed, procedures } = words
    const { names } = words.template
    await offerChallenge(page)
    await officer.speaks(language, english)

    // Issued now, activated when its PIN is handed over; the holder then makes it their own.
    await officer.findsJane()
    await officer.choosesTemplate(names['hand-over'].label)
    await officer.goesOn('start')
    await officer.sees(words.done.title)
    const made = await officer.handsPinOver()
    await officer.goesOn('next-person')
    await officer.resetsPin('known')
    await officer.typesPin(made)
    await officer.choosesPin(pins.first)
    await officer.sees(changed['pin-changed'].title)
    await officer.goesOn('close')

    await officer.presses(commands['erase-inserted'].label)
    await officer.confirmsErase()
    await officer.insertsItAgain(changed.erased.title)
    await officer.sees(changed.erased.title)
    await officer.goesOn('close')

    // Pulled while it makes its sign-in: nobody can tell what it holds, so it is erased.
    const touchByHand = page.getByRole('switch', { name: words.simulator.touchByHand.label })
    await hands.presses(touchByHand)
    await officer.findsJane()
    await officer.choosesTemplate(names['walk-in'].label)
    await officer.goesOn('start')
    await officer.choosesPin(pins.second)
    await officer.sees(words.acts['touch-to-create'].title)
    await hands.pullsOrInserts('Key 1')
    await officer.sees(words.failures['key-removed'].title)
    await officer.leaves()
    await hands.presses(touchByHand)
    await hands.pullsOrInserts('Key 1')
    await officer.presses(procedures['finish-unfinished'].label)
    await officer.confirmsErase()
    await officer.insertsItAgain(changed.finished.title)
    await officer.sees(changed.finished.title)
    await officer.goesOn('close')

    // Okta learns of the key only when it is handed over and shown to work.
    await officer.findsJane()
    await officer.choosesTemplate(challenge)
    await officer.goesOn('start')
    await officer.choosesPin(pins.second)
    await officer.presses(commands.activate.label)
    await officer.typesPin(pins.second)
    await officer.sees(changed.activated.title)
    await officer.goesOn('close')
  })
}

const challenge = 'At the counter'

/** One more template, whose answer to Okta is held back until the hand-over. */
async function offerChallenge(page: Page): Promise<void> {
  await page.evaluate(async (name) => {
    const reply = await window.station.request('station.snapshot', null)
    const [walkIn] = reply.ok ? reply.value.templates : []
    if (walkIn === undefined) throw new Error('there are no templates')
    const activation = { when: 'hand-over', gate: 'challenge', lifetimeS: 300 } as const
    const template = { ...walkIn, id: 'at-the-counter', name, activation }
    await window.station.request('templates.save', { template })
  }, challenge)
}
