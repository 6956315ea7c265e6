import type { ReactElement } from 'react'
import { Help } from '../components/help.tsx'
import { Palette } from '../components/palette.tsx'
import { PaperDialog } from '../papers/paper-dialog.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { ResetPinDialog } from './reset-pin-dialog.tsx'

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
