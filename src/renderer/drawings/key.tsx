import type { ReactElement } from 'react'
import type { Connector } from './connector.ts'
import styles from './drawings.module.css'

/** A key lying flat, its plug to the right. 190 x 72 units, from 0,0. */
export function Key({ connector }: { connector: Connector }): ReactElement {
  return (
    <g>
      <Plug connector={connector} />
      <path
        className={styles.keyBody}
        fillRule="evenodd"
        d="M16 2h104a14 14 0 0 1 14 14v40a14 14 0 0 1-14 14H16A14 14 0 0 1 2 56V16A14 14 0 0 1 16 2zM24 27a9 9 0 1 0 0 18a9 9 0 1 0 0-18z"
      />
      <circle className={styles.keyRim} cx="82" cy="36" r="21" />
      <circle className={styles.keyDisc} cx="82" cy="36" r="16" />
    </g>
  )
}

function Plug({ connector }: { connector: Connector }): ReactElement {
  if (connector === 'usb-c') {
    return (
      <g>
        <rect className={styles.metal} x="128" y="22" width="44" height="28" rx="12" />
        <path className={styles.metalLine} d="M142 36h20" />
      </g>
    )
  }
  return (
    <g>
      <rect className={styles.metal} x="128" y="12" width="60" height="48" rx="4" />
      <path className={styles.metalLine} d="M150 22h26M150 31h26M150 41h26M150 50h26" />
    </g>
  )
}
