import { requestFrom } from '../../src/main/station/station.ts'
import type { Issuance } from '../../src/shared/records.ts'
import { isUnfinished } from '../matrix/truth.ts'
import { patienceMs } from '../support/patience.ts'
import { runOrder } from '../support/test-station.ts'
import { loginOf, orderOf, type Deed, type KeyName, type Step } from './deeds.ts'
import { Fate, type Mishap } from './fate.ts'
import { handsAt } from './hands.ts'
import { judge, type Occasion } from './judge.ts'
import { Life, type Sitting } from './life.ts'

/** One life as it goes on, and whether everything said on the way was so. */
export class Course {
  readonly life: Life
  /** What administrators did past the station. */
  readonly #meddled = new Set<string>()
  #sitting: Sitting
  #rows: readonly Issuance[] = []
  /** How many defects of this sitting were looked at. */
  #told = 0

  private constructor(life: Life, sitting: Sitting) {
    this.life = life
    this.#sitting = sitting
  }

  static async open(): Promise<Course> {
    const life = await Life.open()
    return new Course(life, await life.sit(new Fate()))
  }

  /** Whether there is anything the step could be done with. */
  isPossible(step: Step): boolean {
    return !('row' in step) || candidatesFor(step, this.#rows).length > 0
  }

  /** Does it, with whatever goes wrong, and resolves with what is not so afterwards. */
  async live(step: Step): Promise<readonly string[]> {
    this.life.wait(6)
    this.life.putInSlot(step.slot)
    const { fate } = this.#sitting
    plan(this.life, step, fate)
    const isLate = await isNeverOver(this.#do(step))
    fate.plan(null)
    if (isLate) return ['it never ends']
    if (!fate.isDead && step.do !== 'restart') return await this.#judge('at once', step)
    await this.#restart(step)
    return await this.#judge('recovered', step)
  }

  /** Everything is brought to its end with every key there is; nothing may be left over. */
  async end(): Promise<readonly string[]> {
    const lies: string[] = []
    for (const name of this.life.keys.keys()) {
      this.life.putInSlot(name)
      await this.#restart({ do: 'restart', slot: name })
      const rows = await this.#sitting.registry.issuances.listRecent(100)
      for (const row of rows.filter(isUnfinished)) lies.push(...(await this.#finish(row, name)))
    }
    return [...lies, ...(await this.#judge('over', { do: 'restart', slot: null }))]
  }

  async close(): Promise<void> {
    await this.#sitting.station.close()
    await this.life.close()
  }

  async #do(step: Step): Promise<void> {
    const row = 'row' in step ? candidatesFor(step, this.#rows)[step.row] : undefined
    const order = orderOf(step, row?.id ?? '')
    if (order) await runOrder(this.#sitting, order, handsAt(this.life, step))
    else if (step.do === 'hand-over' && row) await this.#handOver(row, step.isTold)
    else if (step.do !== 'restart') await this.#meddle(step, row)
  }

  /** The PIN is shown, and learned by whoever has the key. */
  async #handOver({ id, keySerial }: Issuance, isTold: boolean): Promise<void> {
    const { station } = this.#sitting
    const shown = await requestFrom(station, 'pins.reveal', { issuanceId: id })
    if (!shown.ok) return
    const key = [...this.life.keys].find(
      ([, { profile }]) => String(profile.serialNumber ?? '') === (keySerial ?? ''),
    )
    if (key) this.life.learn(key[0], new TextDecoder().decode(shown.value.pin))
    if (isTold) await requestFrom(station, 'pins.hand-over', { issuanceId: id })
  }

  async #meddle(step: Step, row: Issuance | undefined): Promise<void> {
    const { provider } = this.life
    if (step.do === 'delete-factor' && row?.factorId) {
      this.#meddled.add(row.factorId)
      await provider.deleteFactor(row.personId, row.factorId)
    }
    if (step.do !== 'suspend' && step.do !== 'unsuspend') return
    const { id, login } = await provider.getPerson(loginOf(step.person))
    this.#meddled.add(login)
    await (step.do === 'suspend' ? provider.suspendPerson(id) : provider.unsuspendPerson(id))
  }

  /** The station is closed, or is dead; the next one dies as often as told before one lives. */
  async #restart({ again = [] }: Step): Promise<void> {
    await this.#sitting.station.close()
    for (const at of again) await this.#dieRecovering(at)
    this.#sitting = await this.life.sit(new Fate())
    this.#told = 0
  }

  async #dieRecovering(at: number): Promise<void> {
    const fate = new Fate()
    fate.plan({ kind: 'crash', at })
    try {
      const { station } = await this.life.sit(fate)
      fate.die()
      await station.close()
    } catch (error) {
      // It did not even come up.
      if (!fate.isDead) throw error
    }
  }

  async #finish({ id, keySerial, act }: Issuance, name: KeyName): Promise<readonly string[]> {
    const { serialNumber } = this.life.key(name).profile
    if (keySerial !== (serialNumber === null ? null : String(serialNumber))) return []
    const step = { do: 'finish-unfinished', row: 0, withoutKey: false, slot: name } as const
    for (const withoutKey of [false, true]) {
      const order = { procedure: 'finish-unfinished', issuanceId: id, withoutKey } as const
      const { end } = await runOrder(this.#sitting, order, handsAt(this.life, step))
      if (end.activity.kind === 'done') return []
      if (withoutKey) return [`finishing ${act}: ${JSON.stringify(end.activity)}`]
    }
    return []
  }

  async #judge(occasion: Occasion, step: Step): Promise<readonly string[]> {
    const { registry, defects } = this.#sitting
    this.#rows = await registry.issuances.listRecent(100)
    const lies = await judge(this.life, registry, { occasion, meddled: this.#meddled })
    const fresh = defects.slice(this.#told)
    this.#told = defects.length
    return [...lies, ...(step.trouble === undefined ? fresh : [])]
  }
}

/** The rows a step may be done with, the newest first: the one it means is among them. */
function candidatesFor(step: Deed & { readonly row: number }, rows: readonly Issuance[]) {
  const meant = rows.filter((row) => isMeant(step, row))
  return meant.length > 0 ? [...meant, ...meant, ...meant, ...meant].slice(0, 4) : []
}

function isMeant(step: Deed, row: Issuance): boolean {
  if (step.do === 'activate') return row.state === 'issued' || row.state === 'active'
  if (step.do === 'inactivate') return row.state === 'active'
  if (step.do === 'reactivate') return row.state === 'inactive'
  if (step.do === 'finish-unfinished') return isUnfinished(row)
  if (step.do === 'hand-over') return row.hasSealedPin
  if (step.do === 'delete-factor') return row.factorId !== null
  return ['issued', 'active', 'inactive'].includes(row.state)
}

function plan(life: Life, { trouble }: Step, fate: Fate): void {
  if (trouble?.kind === 'pulled') {
    const misdeed = { kind: 'unplug', when: trouble.when } as const
    if (life.inSlot) life.key(life.inSlot).inject({ nth: trouble.at, misdeed })
  }
  fate.plan(isMishap(trouble) ? trouble : null)
}

function isMishap(trouble: Step['trouble']): trouble is Mishap {
  return trouble !== undefined && trouble.kind !== 'pulled' && trouble.kind !== 'cancelled'
}

async function isNeverOver(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const never = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), patienceMs)
  })
  return await Promise.race([work.then(() => false), never]).finally(() => clearTimeout(timer))
}
