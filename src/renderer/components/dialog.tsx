import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useWords } from '../text/use-words.ts'
import styles from './dialog.module.css'

interface Props {
  readonly isOpen: boolean
  readonly title: string
  readonly detail: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Something looked at before going back to the same screen. */
export function Dialog({ isOpen, title, detail, onClose, children }: Props): ReactElement {
  const { shell } = useWords()
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={styles.popup}>
          <header className={styles.head}>
            <div>
              <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
              <BaseDialog.Description className={styles.detail}>{detail}</BaseDialog.Description>
            </div>
            <BaseDialog.Close className={styles.close} aria-label={shell.help.close.label}>
              <X aria-hidden="true" />
            </BaseDialog.Close>
          </header>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
