import type { ReactElement } from 'react'
import { HandOverDialog } from '../desk/hand-over-dialog.tsx'
import { ResetPinDialog } from '../desk/reset-pin-dialog.tsx'
import { PaperDialog } from '../papers/paper-dialog.tsx'
import { Help } from './help.tsx'
import { Palette } from './palette.tsx'

/** Everything that is laid over a screen; one at a time is open. */
export function Overlays(): ReactElement {
  return (
    <>
      <Help />
      <Palette />
      <ResetPinDialog />
      <HandOverDialog />
      <PaperDialog />
    </>
  )
}
