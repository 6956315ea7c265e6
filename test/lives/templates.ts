import { defaultTemplates } from '../../src/main/store/default-templates.ts'
import type { GroupName, Template } from '../../src/shared/template.ts'
import type { TemplateId } from './deeds.ts'

/** One of each gate and each means; `hidden` makes credentials of which a key is silent. */
export function templatesWith(group: GroupName): readonly Template[] {
  const [walkIn, handOver] = defaultTemplates
  if (!walkIn || !handOver) throw new RangeError('two templates are expected')
  const changes: { readonly [T in TemplateId]: Partial<Template> } = {
    'walk-in': walkIn,
    'hand-over': { ...handOver, inactive: { means: 'delete-factor' } },
    hidden: { ...walkIn, userVerification: 'required', inactive: { means: 'delete-factor' } },
    challenge: {
      activation: { when: 'hand-over', gate: 'challenge', lifetimeS: 86_400 },
      forcePinChange: 'never',
    },
    group: {
      activation: { when: 'hand-over', gate: 'group', group },
      attribute: { name: 'fido2KeyIssued', value: true },
      inactive: { means: 'leave-group', group },
      forcePinChange: 'never',
    },
  }
  return Object.entries(changes).map(([id, change]) => ({ ...handOver, ...change, id, name: id }))
}
