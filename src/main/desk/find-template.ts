import type { Template } from '../../shared/template.ts'
import { ProcedureError } from '../procedure-error.ts'
import type { Desk } from './desk.ts'

/** The template as it is offered. Throws ProcedureError `input-invalid` for one that is not there. */
export async function findTemplate({ registry }: Desk, id: string): Promise<Template> {
  const offered = await registry.templates.list()
  const template = offered.find((one) => one.id === id)
  if (template) return template
  throw new ProcedureError({ code: 'input-invalid', paths: ['templateId'] })
}
