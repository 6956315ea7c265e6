import type { ReactElement } from 'react'
import type { Template } from '../../../shared/template.ts'
import { fill } from '../../../shared/text/fill.ts'
import { templateName } from '../../../shared/text/template-name.ts'
import { retire } from '../../commands/template-actions.ts'
import { change } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { Second } from './second.tsx'

/** The second step of retiring a template. */
export function Retiring({ template }: { template: Template }): ReactElement {
  const words = useWords()
  const { title, detail, retire: go, keep } = words.templateForm.retiring
  return (
    <Second
      title={fill(title, { name: templateName(words, template) })}
      detail={detail}
      go={go.label}
      stay={keep.label}
      onGo={() => void retire(template.id)}
      onStay={() => change({ isRetiring: false })}
    />
  )
}
