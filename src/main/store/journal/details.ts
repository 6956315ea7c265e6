import { hash } from 'node:crypto'
import type { Template } from '../../../shared/template.ts'
import type { TrustedRoot } from '../../trust/roots.ts'
import type { Trust } from '../../trust/trust.ts'
import type { AuditDetail } from './entry.ts'

/** Which version of a template it is, and which settings are not as they were. */
export function templateDetail(template: Template, before: Template | null): AuditDetail {
  const { id, version } = template
  return {
    kind: 'template',
    id,
    version,
    digest: hash('sha256', canonicalize(template)),
    changed: changedSettings(template, before),
  }
}

/** Which certificates are trusted from now on. */
export function rootsDetail(roots: readonly TrustedRoot[]): AuditDetail {
  const fingerprints = roots.map(({ certificate }) =>
    certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  )
  return { kind: 'roots', fingerprints }
}

export function metadataDetail({ metadata }: Trust): AuditDetail {
  return { kind: 'metadata', number: metadata?.number ?? 0 }
}

/** Everything of a new one; its version says that it is another. */
function changedSettings(template: Template, before: Template | null): readonly string[] {
  const old = new Map(Object.entries(before ?? {}))
  return Object.entries(template)
    .filter(
      ([name, value]) => name !== 'version' && canonicalize(old.get(name)) !== canonicalize(value),
    )
    .map(([name]) => name)
    .toSorted()
}

/** JSON in one way of writing (RFC 8785, for what a template is made of): names in order, no space. */
function canonicalize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const texts = members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalize(member)}`)
  return `{${texts.join(',')}}`
}
