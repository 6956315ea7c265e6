import type { Template } from '../template.ts'
import type { FirstTemplate } from './template-words.ts'
import type { Words } from './words.ts'

/** What a template is called: those a registry starts with have a name in each language. */
export function templateName({ template }: Words, { id, version, name }: Template): string {
  return version === 1 && isFirst(id) ? template.names[id].label : name
}

function isFirst(id: string): id is FirstTemplate {
  return id === 'walk-in' || id === 'hand-over'
}
