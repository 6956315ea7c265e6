import { plainName } from '../../shared/plain-text.ts'
import type { TrustedName, TrustSummary } from '../../shared/housekeeping.ts'
import type { TrustedRoot } from './roots.ts'
import type { Trust } from './trust.ts'

/** What is trusted, without the certificates themselves. */
export function trustSummaryOf(trust: Trust): TrustSummary {
  const { roots, metadataRoots, metadata, problems } = trust
  return {
    roots: roots.map(nameOfRoot),
    metadataRoots: metadataRoots.map(nameOfRoot),
    metadata: metadata && {
      number: metadata.number,
      models: metadata.models,
      ageDays: metadata.ageDays,
      nextUpdate: metadata.nextUpdate,
      isOverdue: metadata.isOverdue,
    },
    problems,
  }
}

function nameOfRoot({ subject, validTo }: TrustedRoot): TrustedName {
  return { name: plainName(subject.replaceAll('\n', ', ')), validTo }
}
