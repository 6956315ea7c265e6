import { z } from 'zod'
import type { EventCursor, EventSource, EventWatch, ProviderEvent } from '../provider.ts'
import { nextCursor, readAnswer, readEach } from './calls/answers.ts'
import type { Ask } from './calls/request-executor.ts'
import { eventFilter, logEventSchema, readLogEvent, type LogEvent } from './log-event.ts'
import type { ServerClock } from './sign-in/server-clock.ts'

const pageSize = 200
const mostPages = 10
/** Okta shows some events late; what is younger than this is asked for again the next time. */
const settlingMs = 10 * 60_000

type Reading = Awaited<ReturnType<EventSource['readEvents']>>

/**
 * Reads the System Log once, from the cursor up to now. Always with `until`: without it Okta offers
 * a next page for ever.
 */
export async function readEvents(
  ask: Ask,
  clock: ServerClock,
  cursor: EventCursor | null,
  watch: EventWatch,
  signal?: AbortSignal,
): Promise<Reading> {
  // Before any answer the clock is the station's own, which may be wrong: one event teaches it.
  if (cursor === null || cursor.since >= clock.now()) {
    await ask('listLogEvents', (okta) => okta.log.listLogEvents({ limit: 1 }), signal)
  }
  const until = clock.now()
  if (cursor === null) return { events: [], cursor: { since: until, seen: [] }, hasMore: false }
  if (cursor.since >= until) return { events: [], cursor, hasMore: false }
  const { events, isWhole } = await readLog(ask, cursor.since, until, signal)
  const seen = new Set(cursor.seen)
  const fresh = events.filter(({ uuid }) => !seen.has(uuid))
  return {
    events: fresh.flatMap((event) => selectConcerning(readLogEvent(event), watch)),
    // What a fast clock took for the past is not read yet; the answer has put it right.
    cursor: cursorAfter(cursor, events, Math.min(until, clock.now()), isWhole),
    hasMore: !isWhole,
  }
}

async function readLog(
  ask: Ask,
  sinceMs: number,
  untilMs: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly events: readonly LogEvent[]; readonly isWhole: boolean }> {
  const since = new Date(sinceMs)
  const until = new Date(untilMs)
  const events: LogEvent[] = []
  let after: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const cursor: { after?: string } = after === null ? {} : { after }
    const answer = await ask(
      'listLogEvents',
      (okta) =>
        okta.log.listLogEvents({
          since: since.toISOString(),
          until: until.toISOString(),
          filter: eventFilter,
          limit: pageSize,
          sortOrder: 'ASCENDING',
          ...cursor,
        }),
      signal,
    )
    const got = readAnswer(z.array(z.unknown()), answer, 'listLogEvents')
    // One event nobody can read must not keep the others from being read, now and for ever.
    events.push(...readEach(logEventSchema, got))
    after = nextCursor(answer)
    if (after === null || got.length === 0) return { events, isWhole: true }
  }
  return { events, isWhole: false }
}

/** An event that is whole and old is done with; the rest is asked for again, and told once. */
function cursorAfter(
  before: EventCursor,
  events: readonly LogEvent[],
  until: number,
  isWhole: boolean,
): EventCursor {
  const last = Date.parse(events.at(-1)?.published ?? '')
  const reached = isWhole || Number.isNaN(last) ? until - settlingMs : last
  const since = Math.max(before.since, reached)
  const atSeam = events.filter(({ published }) => Date.parse(published) >= since)
  return { since, seen: atSeam.map(({ uuid }) => uuid) }
}

function selectConcerning(
  event: ProviderEvent | null,
  watch: EventWatch,
): readonly ProviderEvent[] {
  if (event === null || !isWatched(event, watch)) return []
  if (event.requestId !== null && watch.ownRequestIds.has(event.requestId)) return []
  // A group that no template uses is no business of the station's.
  if (event.groupId !== null && !watch.groupIds.has(event.groupId)) return []
  return [event]
}

function isWatched(
  { about, personId, factorId }: ProviderEvent,
  { personIds, factorIds }: EventWatch,
): boolean {
  // What concerns everybody concerns those the station issued keys to, if there are any.
  if (about === 'everybody') return personIds.size > 0
  if (personId === null || !personIds.has(personId)) return false
  // A factor not of ours is no business of the station's, unless it is new.
  return factorId === null || factorIds.has(factorId) === (about !== 'new-factor')
}
