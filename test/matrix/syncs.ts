import { cpSync } from 'node:fs'
import type { Cell, Verdict } from './cell.ts'
import { Disk, writeTree } from './disk.ts'
import { lossesIn, type Loss } from './losses.ts'
import { killAt, killPointsOf, run, runBeside, traceOf, type KillPoint } from './strace.ts'
import { notDone, SyncPlace, whatIsSaid } from './sync-place.ts'
import type { Ends, SyncScene } from './sync-scene.ts'

/** A scene, ready to be lived through, and what it starts from. */
interface Stage {
  readonly bundle: string
  readonly scene: SyncScene
  readonly origin: SyncPlace
}

/** The cells of a scene, and what was made for all of them. */
export interface PreparedCells {
  readonly cells: readonly Cell[]
  readonly end: () => Promise<void>
}

/** Every way in which a command can be killed, or lose its power, at a sync or a change of a name. */
export async function prepareSyncs(bundle: string, scene: SyncScene): Promise<PreparedCells> {
  const stage = { bundle, scene, origin: new SyncPlace(bundle) }
  await scene.lay(stage.origin)
  const never = await liveThrough(stage, 0)
  const once = await liveThrough(stage, 1)
  const most = scene.isTwofold ? await liveThrough(stage, 2) : once
  // Of two, one comes to its end.
  const least = scene.isTwofold ? once : never
  const killed = { before: least.said, after: most.said }
  const lost = { before: never.said, after: most.said }
  const done = { before: most.said, after: most.said }
  const cells = [
    ...killPointsOf(once.calls).map((point) => killCell(stage, point, { killed, done })),
    ...most.losses.map((loss) => lossCell(stage, loss, loss.isDone ? done : lost)),
  ]
  const end = async (): Promise<void> => {
    stage.origin.remove()
    await scene.end?.()
  }
  return { cells, end }
}

/** Of so many cells of one kind, one is in the sample. */
const inSample = 25

/** Of each kind the first, the last, and some between. */
export function sampleOf(cells: readonly Cell[]): readonly Cell[] {
  const kinds = new Set(cells.map(({ kind }) => kind))
  return [...kinds].flatMap((kind) =>
    cells
      .filter((cell) => cell.kind === kind)
      .filter((_, at, { length }) => at % inSample === 0 || at === length - 1),
  )
}

/** Runs so many of the command at once to their ends, and then starts the station again. */
async function liveThrough({ bundle, scene, origin }: Stage, times: 0 | 1 | 2) {
  const place = new SyncPlace(bundle)
  try {
    cpSync(origin.root, place.root, { recursive: true })
    const command = place.command(scene.words(place))
    const disk = new Disk(place.root)
    const calls = times === 0 ? [] : await traceOf(...Array.from({ length: times }, () => command))
    const losses = lossesIn(disk, calls)
    const wrong = await startAgain(scene, place)
    if (wrong.length > 0) throw new Error(`${scene.name} ends wrong: ${wrong.join()}`)
    return { calls, losses, said: await whatIsSaid(place) }
  } finally {
    place.remove()
  }
}

/** What may be said after a run that was killed, and after one that was done before it could be. */
interface KillEnds {
  readonly killed: Ends
  readonly done: Ends
}

function killCell(stage: Stage, point: KillPoint, ends: KillEnds): Cell {
  const { scene, origin } = stage
  const leave = async (place: SyncPlace): Promise<Left> => {
    cpSync(origin.root, place.root, { recursive: true })
    return await killOne(scene, place, point, ends)
  }
  const name = `${point.thread} ${point.call} ${point.nth}`
  const run = () => comeBack(stage, leave)
  return { group: scene.name, kind: 'killed', name, points: 1, run }
}

async function killOne(
  scene: SyncScene,
  place: SyncPlace,
  point: KillPoint,
  { killed, done }: KillEnds,
): Promise<Left> {
  const command = place.command(scene.words(place))
  const dying = killAt(point, command)
  const other = scene.isTwofold ? notDone('the other', await runBeside(command)) : []
  const end = await dying
  if (end.signal === 'SIGKILL') return { wrong: other, ends: killed }
  // What is done at the same time takes a sync more or less.
  return { wrong: [...other, ...notDone('it', end)], ends: done }
}

function lossCell(stage: Stage, { name, tree, points }: Loss, ends: Ends): Cell {
  const leave = (place: SyncPlace): Promise<Left> => {
    writeTree(tree, place.root)
    return Promise.resolve({ wrong: [], ends })
  }
  const run = () => comeBack(stage, leave)
  return { group: stage.scene.name, kind: 'no power', name, points, run }
}

/** How a place was left: what was wrong already, and what may be said there. */
interface Left {
  readonly wrong: Verdict
  readonly ends: Ends
}

/** Leaves a place as something left it, starts the station again, and asks for the truth. */
async function comeBack(
  { bundle, scene }: Stage,
  leave: (place: SyncPlace) => Promise<Left>,
): Promise<Verdict> {
  const place = new SyncPlace(bundle)
  try {
    const { wrong: before, ends } = await leave(place)
    const wrong = [...before, ...(await startAgain(scene, place))]
    if (wrong.length > 0) return wrong
    return [...scene.lies(place, await whatIsSaid(place), ends), ...leftovers(place)]
  } catch (error) {
    return [String(error)]
  } finally {
    place.remove()
  }
}

async function startAgain(scene: SyncScene, place: SyncPlace): Promise<Verdict> {
  for (const words of scene.again(place)) {
    const wrong = notDone(words.join(' '), await run(place.command(words)))
    if (wrong.length > 0) return wrong
  }
  return []
}

/** What was being made may lie there: a file, and the folder of a restore; nobody takes it for more. */
function leftovers(place: SyncPlace): Verdict {
  const names = place.leftovers()
  const files = names.filter((name) => name.endsWith('.new'))
  const isLittle = files.length <= 1 && names.length - files.length <= 1
  return isLittle ? [] : [`left over: ${names.join(', ')}`]
}
