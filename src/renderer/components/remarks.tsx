import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { KeyRemark } from '../../shared/remarks.ts'
import { remarkWords } from '../../shared/text/remark-words.ts'
import { dayWords } from '../text/locale.ts'
import { useWords } from '../text/use-words.ts'
import styles from './remarks.module.css'

/** What speaks against a key and let it be issued, one sentence to a line. */
export function Remarks({ remarks }: { remarks: readonly KeyRemark[] }): ReactElement {
  const words = useWords()
  return (
    <ul className={styles.remarks}>
      {remarks.map((remark) => {
        const text = remarkWords(words, remark, (date) => dayWords(words.language, date))
        return (
          <li key={text} className={styles.remark} data-grave={remark.reason === 'status'}>
            <TriangleAlert aria-hidden="true" />
            {text}
          </li>
        )
      })}
    </ul>
  )
}
