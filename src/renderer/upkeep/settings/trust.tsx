import { useEffect, type ReactElement } from 'react'
import { readTrust } from '../../commands/upkeep-actions.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { useFound } from '../../state/found.ts'
import { useWords } from '../../text/use-words.ts'
import { Part } from '../page.tsx'
import { MetadataAddress } from './metadata-address.tsx'
import { Metadata, Unreadable } from './metadata-facts.tsx'
import styles from './settings.module.css'
import { Roots, Signers } from './trusted-roots.tsx'

/** Whose word counts when a key proves what it is, and how fresh that is. */
export function Trust(): ReactElement {
  const { trust } = useWords().settings
  const { value, cause } = useFound((state) => state.trust)
  useEffect(() => void readTrust(), [])
  return (
    <Part title={trust.title} detail={trust.detail}>
      {cause !== null && <Refusal cause={cause} />}
      {value !== null && value.problems.length > 0 && <Unreadable problems={value.problems} />}
      <div className={styles.sub}>
        <h3 className={styles.heading}>{trust.roots.title}</h3>
        {value?.roots.length === 0 && <p className={styles.quiet}>{trust.noRoots.detail}</p>}
        {value !== null && <Roots roots={value.roots} />}
        <div className={styles.line}>
          <CommandButton name="add-roots" look="plain" />
        </div>
      </div>
      <div className={styles.sub}>
        <h3 className={styles.heading}>{trust.metadata.title}</h3>
        {value !== null && <Metadata metadata={value.metadata} />}
        <div className={styles.line}>
          <CommandButton name="import-metadata" look="plain" />
          <CommandButton name="add-metadata-roots" look="plain" />
        </div>
        {value !== null && <Signers roots={value.metadataRoots} />}
        <MetadataAddress />
      </div>
    </Part>
  )
}
