import { Copy } from 'lucide-react'
import type { ReactElement } from 'react'
import { change } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './copy-code.module.css'
import { SmallButton } from './small-button.tsx'

/** Something to be typed elsewhere, and a button that copies it. */
export function CopyCode({ id, code }: { id: string; code: string }): ReactElement {
  return (
    <div className={styles.box}>
      <code id={id} className={styles.code}>
        {code}
      </code>
      <SmallButton
        label={useWords().commands['copy-code'].label}
        icon={<Copy aria-hidden="true" />}
        onClick={() => void copy(id, code)}
      />
    </div>
  )
}

async function copy(id: string, code: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(code)
    change({ notice: 'copied' })
  } catch {
    // The clipboard is closed to this window: marked, the code is one stroke away from it.
    const place = document.getElementById(id)
    if (place) document.getSelection()?.selectAllChildren(place)
  }
}
