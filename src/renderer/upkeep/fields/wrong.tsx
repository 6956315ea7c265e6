import { CircleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { useWindow } from '../../state/store.ts'
import type { FieldName } from '../../state/template-form.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './fields.module.css'

/** What is wrong with a field, beside it; nothing while nothing was said. */
export function Wrong({ field, id }: { field: FieldName; id: string }): ReactElement | null {
  const { templateForm } = useWords()
  const isWrong = useIsWrong(field)
  if (!isWrong) return null
  return (
    <p id={id} className={styles.wrong}>
      <CircleAlert aria-hidden="true" />
      {templateForm.wrong[field].detail}
    </p>
  )
}

export function useIsWrong(field: FieldName | undefined): boolean {
  return useWindow(({ editing }) => field !== undefined && editing?.wrong.includes(field) === true)
}
