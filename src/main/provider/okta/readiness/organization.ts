import { z } from 'zod'
import type { ReadinessItem } from '../../../../shared/readiness.ts'
import { ProviderError } from '../../provider.ts'
import { readAnswer } from '../calls/answers.ts'
import { item, type Inspection } from './inspection.ts'

const toleratedOffsetS = 30

const link = z.looseObject({ href: z.string() }).optional()
const metadataSchema = z.looseObject({
  id: z.string(),
  pipeline: z.string().optional(),
  _links: z.looseObject({ organization: link, alternate: link }).optional(),
})

/** Is it there, is it on Identity Engine, does our clock agree with it, and is the origin one of its own. */
export async function inspectOrganization({
  ask,
  connection,
  clock,
  signal,
}: Inspection): Promise<readonly ReadinessItem[]> {
  try {
    const answer = await ask(
      'getWellknownOrgMetadata',
      (okta) => okta.organization.getWellknownOrgMetadata(),
      signal,
    )
    const metadata = readAnswer(metadataSchema, answer, 'getWellknownOrgMetadata')
    const links = [metadata._links?.organization?.href, metadata._links?.alternate?.href]
    const known = links.flatMap((href) => (href === undefined ? [] : [originOf(href)]))
    return [
      item('organization', 'ok', { code: 'reachable', organizationId: metadata.id }),
      engineItem(metadata.pipeline),
      clockItem(clock.offsetMs() ?? 0),
      originItem(connection.origin, known),
    ]
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return [
      item('organization', 'problem', { code: 'unreachable', cause: error.reason }, 'station'),
    ]
  }
}

function engineItem(pipeline: string | undefined): ReadinessItem {
  return pipeline === 'idx'
    ? item('engine', 'ok', { code: 'identity-engine' })
    : item('engine', 'problem', { code: 'classic-engine' }, 'upgrade')
}

function clockItem(offsetMs: number): ReadinessItem {
  const offsetS = Math.round(offsetMs / 1000)
  const isClose = Math.abs(offsetS) <= toleratedOffsetS
  return item(
    'clock',
    isClose ? 'ok' : 'warning',
    { code: 'clock', offsetS },
    isClose ? null : 'station',
  )
}

function originItem(origin: string, known: readonly string[]): ReadinessItem {
  return known.length === 0 || known.includes(origin)
    ? item('origin', 'ok', { code: 'origin-known', origin })
    : item('origin', 'warning', { code: 'origin-foreign', origin, known }, 'domains')
}

function originOf(href: string): string {
  return URL.canParse(href) ? new URL(href).origin : href
}
