import type { GroupName, HandOverGate, Template } from './template.ts'

/** What keeps a key from being used until it is handed over; null where it can be used at once. */
export function gateOf({ activation }: Pick<Template, 'activation'>): HandOverGate | null {
  return activation.when === 'at-once' ? null : activation
}

/** The group whose members may use the key, where that is the gate. */
export function gateGroupOf(template: Pick<Template, 'activation'>): GroupName | null {
  const gate = gateOf(template)
  return gate?.gate === 'group' ? gate.group : null
}
