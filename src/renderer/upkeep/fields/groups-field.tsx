import { Plus } from 'lucide-react'
import { useId, useState, type ReactElement } from 'react'
import type { GroupName } from '../../../shared/template.ts'
import { Refusal } from '../../components/refusal.tsx'
import type { FieldName } from '../../state/template-form.ts'
import { useWords } from '../../text/use-words.ts'
import { Chips } from './chips.tsx'
import styles from './fields.module.css'
import { useGroups } from './use-groups.ts'
import { useIsWrong, Wrong } from './wrong.tsx'

interface Props {
  readonly label: string
  readonly field: FieldName
  readonly groups: readonly GroupName[]
  /** Only one counts; another takes its place. */
  readonly isSingle?: boolean
  readonly onChange: (groups: readonly GroupName[]) => void
}

/** Groups of the provider, found by name. */
export function GroupsField(props: Props): ReactElement {
  const { label, field, groups, isSingle = false, onChange } = props
  const { fields } = useWords().templateForm
  const [text, setText] = useState('')
  const id = useId()
  const isWrong = useIsWrong(field)
  const add = (group: GroupName): void => {
    onChange(isSingle ? [group] : [...groups, group])
    setText('')
    document.getElementById(id)?.focus()
  }
  return (
    <fieldset className={styles.field}>
      <legend className={styles.label}>{label}</legend>
      <Chips
        chips={groups}
        onRemove={(gone) => onChange(groups.filter((group) => group.id !== gone))}
      />
      <input
        id={id}
        className={styles.input}
        aria-label={`${label}: ${fields.findGroup.label}`}
        placeholder={fields.findGroup.label}
        aria-invalid={isWrong}
        aria-describedby={`${id}-wrong`}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <FoundGroups text={text} chosen={groups} onChoose={add} />
      <Wrong field={field} id={`${id}-wrong`} />
    </fieldset>
  )
}

interface FoundProps {
  readonly text: string
  readonly chosen: readonly GroupName[]
  readonly onChoose: (group: GroupName) => void
}

function FoundGroups({ text, chosen, onChoose }: FoundProps): ReactElement | null {
  const { fields } = useWords().templateForm
  const reply = useGroups(text)
  if (reply === null) return null
  if (!reply.ok) return <Refusal cause={reply.cause} />
  const others = reply.value.filter(({ id }) => chosen.every((group) => group.id !== id))
  if (others.length === 0) return <p className={styles.hint}>{fields.noGroup.detail}</p>
  return (
    <ul className={styles.found}>
      {others.map((group) => (
        <li key={group.id}>
          <button type="button" className={styles.add} onClick={() => onChoose(group)}>
            <Plus aria-hidden="true" />
            {group.name}
          </button>
        </li>
      ))}
    </ul>
  )
}
