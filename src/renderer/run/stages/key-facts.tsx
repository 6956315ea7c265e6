import type { ReactElement } from 'react'
import type { KeyReport } from '../../../shared/run.ts'
import type { Words } from '../../../shared/text/words.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './key-facts.module.css'

/** What the key says of itself. */
export function KeyFacts({ report }: { report: KeyReport }): ReactElement {
  return (
    <dl className={styles.facts}>
      {factsOf(useWords(), report).map(([label, value]) => (
        <div key={label} className={styles.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function factsOf(
  { report: say }: Words,
  report: KeyReport,
): readonly (readonly [string, string])[] {
  const { key, model, hasPin, pinRetries, minimumPinLength, freeSpace } = report
  const known = (value: string | number | null | undefined) => String(value ?? say.unknown.word)
  return [
    [say.model.label, model ?? key.product],
    [say.serial.label, known(key.serial)],
    [say.firmware.label, known(key.firmware)],
    [say.pin.label, hasPin ? say.pinSet.word : say.pinNone.word],
    ...(hasPin ? [[say.attempts.label, known(pinRetries)] as const] : []),
    [say.minimum.label, known(minimumPinLength)],
    [say.room.label, known(freeSpace)],
  ]
}
