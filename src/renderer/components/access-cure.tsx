import type { ReactElement } from 'react'
import type { FailureCause } from '../../shared/failure.ts'
import type { AccessPlatform } from '../../shared/text/upkeep-words.ts'
import { useWords } from '../text/use-words.ts'
import styles from './access-cure.module.css'
import { CopyCode } from './copy-code.tsx'

/** Installs the rule from the folder it lies in. */
const ruleCommand =
  'sudo cp 70-keydesk-fido.rules /etc/udev/rules.d/ && sudo udevadm control --reload-rules && sudo udevadm trigger'

/** What lets this very computer open a key, where opening it was denied; else nothing. */
export function AccessCure({ cause }: { cause: FailureCause }): ReactElement | null {
  const { access } = useWords()
  if (cause.code !== 'key-access-denied') return null
  const platform = platformOf(cause.platform)
  const { title, detail, steps } = access[platform]
  return (
    <section className={styles.cure}>
      <p className={styles.title}>{title}</p>
      <p className={styles.detail}>{detail}</p>
      <ol className={styles.steps}>
        <li className={styles.step}>
          <p>{steps.first.detail}</p>
          {platform === 'linux' && <CopyCode id="rule-command" code={ruleCommand} />}
        </li>
        <li className={styles.step}>
          <p>{steps.second.detail}</p>
        </li>
      </ol>
    </section>
  )
}

function platformOf(platform: string): AccessPlatform {
  return platform === 'linux' || platform === 'win32' || platform === 'darwin' ? platform : 'other'
}
