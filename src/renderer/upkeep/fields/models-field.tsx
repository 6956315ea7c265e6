import { useId, useState, type KeyboardEvent, type ReactElement } from 'react'
import { SmallButton } from '../../components/small-button.tsx'
import { useWindow } from '../../state/store.ts'
import { isModel } from '../../state/wrong-fields.ts'
import { useWords } from '../../text/use-words.ts'
import { Chips } from './chips.tsx'
import styles from './fields.module.css'
import { Wrong } from './wrong.tsx'

interface Props {
  readonly models: readonly string[]
  readonly onChange: (models: readonly string[]) => void
}

/** The models of key that are taken, by number; the number of the key in the slot needs no typing. */
export function ModelsField({ models, onChange }: Props): ReactElement {
  const { fields, notAModel } = useWords().templateForm
  const [text, setText] = useState('')
  const [isOdd, setIsOdd] = useState(false)
  const id = useId()
  const inserted = useWindow(({ snapshot }) => snapshot?.keys[0]?.aaguid)
  function add(typed: string): void {
    const model = typed.trim().toLowerCase()
    setIsOdd(!isModel(model))
    if (!isModel(model)) return
    setText('')
    if (!models.includes(model)) onChange([...models, model])
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    add(text)
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {fields.models.label}
      </label>
      {models.length === 0 && <p className={styles.hint}>{fields.models.none.detail}</p>}
      <Chips
        chips={models.map((model) => ({ id: model, name: model }))}
        onRemove={(gone) => onChange(models.filter((model) => model !== gone))}
      />
      <div className={styles.row}>
        <input
          id={id}
          className={styles.input}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          aria-invalid={isOdd}
          aria-describedby={`${id}-hint`}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
        />
        <SmallButton label={fields.addModel.label} onClick={() => add(text)} />
        {inserted !== undefined && !models.includes(inserted) && (
          <SmallButton label={fields.addInserted.label} onClick={() => add(inserted)} />
        )}
      </div>
      <p id={`${id}-hint`} className={isOdd ? styles.wrong : styles.hint}>
        {isOdd ? notAModel.detail : fields.models.hint.detail}
      </p>
      <Wrong field="models" id={`${id}-wrong`} />
    </div>
  )
}
