import { Menu } from '@base-ui/react/menu'
import { Ellipsis } from 'lucide-react'
import { useRef, type ReactElement } from 'react'
import type { Issuance } from '../../../shared/records.ts'
import { fill } from '../../../shared/text/fill.ts'
import { act, actionsOf } from '../../commands/issuance-actions.ts'
import { useWords } from '../../text/use-words.ts'
import { actionLabel } from './issuance-actions.tsx'
import styles from './issuance-menu.module.css'

/** The same actions, folded away in a line of a table. */
export function IssuanceMenu({ issuance }: { issuance: Issuance }): ReactElement | null {
  const words = useWords()
  const actions = actionsOf(issuance)
  const place = useRef<HTMLSpanElement>(null)
  if (actions.length === 0) return null
  const name = issuance.personName
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.trigger} aria-label={fill(words.panel.more.label, { name })}>
        <Ellipsis aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal container={place}>
        <Menu.Positioner
          className={styles.positioner}
          positionMethod="fixed"
          align="end"
          sideOffset={4}
        >
          <Menu.Popup className={styles.popup}>
            {actions.map((action) => (
              <Menu.Item
                key={action}
                className={styles.item}
                data-grave={action === 'revoke'}
                onClick={() => act(action, issuance)}
              >
                {actionLabel(words, action)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
      <span ref={place} className={styles.place} />
    </Menu.Root>
  )
}
