import { mkdirSync, writeFileSync } from 'node:fs'
import { createAccountFileSecrets } from '../../src/main/secrets/key-file.ts'
import { getMigrations } from '../../src/main/store/file/migrations.ts'
import { terminalKeyIn } from '../../src/main/system/data-directory.ts'
import { leaveOld } from '../support/old-registry.ts'
import { draftOf, sampleFact, templateOf } from '../support/samples.ts'
import { handOverScene } from './hand-over-scene.ts'
import { isEither, type Said, type SyncPlace } from './sync-place.ts'
import type { SyncScene } from './sync-scene.ts'

const looks = [['audit', 'verify'], ['issuances']]

/** From every version a station may still have; a new migration joins them by itself. */
const migrationScenes = Object.keys(await getMigrations())
  .slice(0, -1)
  .map((version): SyncScene => ({
    name: `migrate from ${version}`,
    async lay(place) {
      mkdirSync(place.station, { mode: 0o700 })
      // The terminal's key file sealed by itself then.
      const keyFile = terminalKeyIn(place.station)
      await leaveOld(place.registryFile, version, createAccountFileSecrets(keyFile))
    },
    words: () => ['audit', 'verify'],
    again: () => looks,
    lies(place, said, { after }) {
      const copies = place.namesThatEnd('before-migration.sqlite').length
      const isOne = copies === 1 ? [] : [`${copies} copies from before the migration`]
      return [...isEither(said, after), ...isOne]
    },
  }))

const firstStart: Omit<SyncScene, 'name'> = {
  lay(place) {
    const template = { ...templateOf('walk-in'), id: 'own', name: 'Own' }
    writeFileSync(place.fileNamed('template.json'), JSON.stringify(template))
    return Promise.resolve()
  },
  words: (place) => ['templates', 'save', place.fileNamed('template.json')],
  again: () => [['templates'], ['audit', 'verify']],
  lies(_place, said, { before, after }) {
    const saved = timesSaved(said)
    const isSeeded = ['walk-in 1', 'hand-over 1'].every((name) => said.templates.includes(name))
    const isBetween = timesSaved(before) <= saved && saved <= timesSaved(after)
    // The entry that tells of a template is committed after it.
    const told = said.facts.length
    const isTold = told >= before.facts.length && [saved, saved - 1].includes(told)
    return isSeeded && isBetween && isTold ? [] : [`not as it was saved: ${JSON.stringify(said)}`]
  },
}

const timesSaved = ({ templates }: Said): number =>
  Number(templates.find((name) => name.startsWith('own '))?.slice(4) ?? 0)

const restore: SyncScene = {
  name: 'restore',
  lay: layBackup,
  words: (place) => ['restore', backupIn(place), '--reason', 'a disk was lost', '--yes'],
  again: () => looks,
  lies: (_place, said, { before, after }) => isEither(said, before, after),
}

const backupIn = (place: SyncPlace): string => place.fileNamed('backup.sqlite')

/** A registry with a sealed PIN, a backup of it, and what came after. */
async function layBackup(place: SyncPlace): Promise<void> {
  mkdirSync(place.station, { mode: 0o700 })
  const registry = await place.openRegistry()
  const { issuances, journal } = registry
  await issuances.create(draftOf('i1'))
  await issuances.update('i1', { state: 'issued', pin: Buffer.from('735194') })
  await journal.append(sampleFact)
  await registry.copyTo(backupIn(place))
  await issuances.update('i1', { state: 'active', pin: null })
  await journal.append({ ...sampleFact, fact: 'pin-handed-over' })
  await registry.close()
}

/** Every command that is about files more than about keys. */
export const syncScenes: readonly SyncScene[] = [
  ...migrationScenes,
  { name: 'first start', ...firstStart },
  { name: 'two first starts at once', ...firstStart, isTwofold: true },
  restore,
  handOverScene(),
]
