import type { ReactElement } from 'react'
import { CommandButton } from '../components/command-button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { fill } from '../../shared/text/fill.ts'
import { change, useWindow } from '../store.ts'
import { useWords } from '../text/use-words.ts'
import { KeyLabel } from './key-label.tsx'
import { Letter } from './letter.tsx'
import styles from './paper-dialog.module.css'

/** What will be printed, as it will be printed. One sheet at a time: no label ever has a PIN on it. */
export function PaperDialog(): ReactElement {
  const { papers } = useWords()
  const paper = useWindow((state) => state.paper)
  const { title, detail } = papers[paper?.kind ?? 'label']
  return (
    <Dialog
      isOpen={paper !== null}
      title={title}
      detail={fill(detail, { name: paper?.name ?? '' })}
      onClose={() => change({ paper: null })}
    >
      {paper?.kind === 'letter' && <Letter paper={paper} />}
      {paper?.kind === 'label' && <KeyLabel paper={paper} />}
      <div className={styles.footer}>
        <CommandButton name="print" look="main" />
        <p className={styles.hint}>{papers.preview.detail}</p>
      </div>
    </Dialog>
  )
}
