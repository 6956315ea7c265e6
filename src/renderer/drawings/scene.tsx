import type { ReactElement, ReactNode } from 'react'
import type { Connector } from './connector.ts'
import styles from './drawings.module.css'
import { Key } from './key.tsx'

/** What a picture shows happening to a key. */
export type SceneName =
  'waiting' | 'insert' | 'remove' | 'reinsert' | 'several' | 'touch' | 'hold' | 'busy' | 'inserted'

interface Props {
  readonly scene: SceneName
  readonly connector: Connector
  /** Only the key and its slot, for small places. */
  readonly isClose?: boolean
}

/** A key, a slot and a finger; every scene has the same frame, so that nothing jumps. */
export function Scene({ scene, connector, isClose = false }: Props): ReactElement {
  return (
    <svg
      className={styles.scene}
      viewBox={isClose ? '128 45 260 130' : '22 0 420 220'}
      aria-hidden="true"
      data-scene={scene}
    >
      {parts[scene](connector)}
    </svg>
  )
}

const parts: { readonly [S in SceneName]: (connector: Connector) => ReactNode } = {
  waiting: () => (
    <>
      <rect className={styles.ghost} x="152" y="76" width="132" height="68" rx="14" />
      <Port />
    </>
  ),
  insert: (connector) => <Moving connector={connector} way={styles.goingIn} arrow="in" />,
  remove: (connector) => <Moving connector={connector} way={styles.goingOut} arrow="out" />,
  reinsert: (connector) => <Moving connector={connector} way={styles.goingOutAndIn} arrow="both" />,
  several: (connector) => (
    <>
      <Placed connector={connector} x={150} y={26} />
      <g className={styles.faded}>
        <Placed connector={connector} x={94} y={122} />
      </g>
      <Port slots="M292 40v44M292 136v44" />
      <path className={styles.arrow} d="M82 158H34m12-12l-12 12l12 12" />
    </>
  ),
  touch: (connector) => <Touched connector={connector} finger={styles.tapping} />,
  hold: (connector) => <Touched connector={connector} finger={styles.holding} />,
  busy: (connector) => (
    <>
      <Placed connector={connector} x={150} y={74} />
      <circle className={styles.working} cx="232" cy="110" r="28" pathLength="100" />
      <Port />
    </>
  ),
  inserted: (connector) => (
    <>
      <Placed connector={connector} x={150} y={74} />
      <Port />
    </>
  ),
}

/** The edge of a computer, drawn over the plug that is in it. */
function Port({ slots = 'M292 84v52' }: { slots?: string }): ReactElement {
  return (
    <g>
      <path
        className={styles.computer}
        d="M440 20H306a14 14 0 0 0-14 14v152a14 14 0 0 0 14 14h134"
      />
      <path className={styles.slot} d={slots} />
    </g>
  )
}

function Placed({ connector, x, y }: { connector: Connector; x: number; y: number }): ReactElement {
  return (
    <g transform={`translate(${x} ${y})`}>
      <Key connector={connector} />
    </g>
  )
}

interface MovingProps {
  readonly connector: Connector
  readonly way: string | undefined
  readonly arrow: 'in' | 'out' | 'both'
}

const arrows = {
  in: 'M96 178h72m-12-12l12 12l-12 12',
  out: 'M168 178H96m12-12l-12 12l12 12',
  both: 'M168 172H96m10-10l-10 10l10 10M96 196h72m-10-10l10 10l-10 10',
} as const

function Moving({ connector, way, arrow }: MovingProps): ReactElement {
  return (
    <>
      <g className={way}>
        <Placed connector={connector} x={58} y={74} />
      </g>
      <Port />
      <path className={styles.arrow} d={arrows[arrow]} />
    </>
  )
}

/** The disc of the key lies at 232,110; the finger comes from below. */
function Touched({ connector, finger }: { connector: Connector; finger: string | undefined }) {
  return (
    <>
      <Placed connector={connector} x={150} y={74} />
      <circle className={styles.glow} cx="232" cy="110" r="26" />
      <circle className={styles.glowLater} cx="232" cy="110" r="26" />
      <Port />
      <g className={finger}>
        <path className={styles.skin} d="M210 230v-96a22 22 0 0 1 44 0v96" />
        <path
          className={styles.nail}
          d="M219 146v-10a13 13 0 0 1 26 0v10a6 6 0 0 1-6 6h-14a6 6 0 0 1-6-6z"
        />
      </g>
    </>
  )
}
