import type { ReactElement } from 'react'
import { useWindow } from '../../state/store.ts'
import { TemplateEditor } from './template-editor.tsx'
import { TemplatesRead } from './templates-read.tsx'

/** The templates to read, or the one that is being changed. */
export function TemplatesScreen(): ReactElement {
  const editing = useWindow((state) => state.editing)
  return editing === null ? <TemplatesRead /> : <TemplateEditor editing={editing} />
}
