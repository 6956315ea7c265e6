import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { useWords } from '../text/use-words.ts'
import styles from './dialog.module.css'

interface Props {
  readonly isOpen: boolean
  readonly title: string
  readonly detail: string
  readonly onClose: () => void
  /** What has the focus first, where it is not the way out. */
  readonly initialFocus?: RefObject<HTMLElement | null>
  readonly children: ReactNode
}

/** Something looked at before going back to the same screen. */
export function Dialog(props: Props): ReactElement {
  const { isOpen, title, detail, onClose, initialFocus, children } = props
  const { shell } = useWords()
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup
          className={styles.popup}
          {...(initialFocus !== undefined && { initialFocus })}
        >
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
