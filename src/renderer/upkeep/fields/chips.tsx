import { X } from 'lucide-react'
import type { ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './fields.module.css'

interface Props {
  readonly chips: readonly { readonly id: string; readonly name: string }[]
  readonly onRemove: (id: string) => void
}

/** What was chosen, each with its way out. */
export function Chips({ chips, onRemove }: Props): ReactElement | null {
  const { remove } = useWords().templateForm.fields
  if (chips.length === 0) return null
  return (
    <ul className={styles.chips}>
      {chips.map(({ id, name }) => (
        <li key={id} className={styles.chip}>
          <span className={styles.chipName}>{name}</span>
          <button
            type="button"
            className={styles.remove}
            aria-label={fill(remove.label, { name })}
            onClick={() => onRemove(id)}
          >
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
