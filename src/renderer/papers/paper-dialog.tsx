import { useEffect, type ReactElement } from 'react'
import { fill } from '../../shared/text/fill.ts'
import { CommandButton } from '../components/command-button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Refusal } from '../components/refusal.tsx'
import { forget, useFound } from '../state/found.ts'
import { change, useWindow } from '../state/store.ts'
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
        <CommandButton name="save-pdf" look="plain" />
        <Hint isSecret={paper?.kind === 'letter'} />
      </div>
    </Dialog>
  )
}

/** What the preview is for; once a file was asked for, what became of it. */
function Hint({ isSecret }: { isSecret: boolean }): ReactElement {
  const { papers } = useWords()
  const { value, cause } = useFound((state) => state.savedPaper)
  const file = value?.file ?? null
  useEffect(() => () => forget('savedPaper'), [])
  if (cause !== null) return <Refusal cause={cause} />
  return (
    <output className={styles.hint}>
      {file === null ? papers.preview.detail : fill(papers.saved.detail, { file })}{' '}
      {isSecret && papers.letter.file.detail}
    </output>
  )
}
