import { useId, useState, type FormEvent, type ReactElement } from 'react'
import { importMetadata } from '../../commands/upkeep-actions.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './settings.module.css'

/** Where the FIDO Alliance publishes its list. */
const usual = 'https://mds3.fidoalliance.org/'

/** Imports the list of models from an address. Enter sends it, as in every form of one field. */
export function MetadataAddress(): ReactElement {
  const { address, fetch: fetchWords } = useWords().settings.trust
  const [url, setUrl] = useState(usual)
  const [isWrong, setIsWrong] = useState(false)
  const id = useId()
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    const typed = url.trim()
    setIsWrong(!isSafe(typed))
    if (isSafe(typed)) void importMetadata(typed)
  }
  return (
    <form className={styles.address} onSubmit={onSubmit}>
      <label htmlFor={id} className={styles.name}>
        {address.label}
      </label>
      <input
        id={id}
        className={styles.input}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        aria-invalid={isWrong}
        aria-describedby={`${id}-hint`}
        value={url}
        onChange={({ target }) => setUrl(target.value)}
      />
      <button type="submit" className={styles.send}>
        {fetchWords.label}
      </button>
      <p id={`${id}-hint`} className={isWrong ? styles.wrong : styles.quiet}>
        {(isWrong ? address.notHttps : address.hint).detail}
      </p>
    </form>
  )
}

function isSafe(typed: string): boolean {
  return URL.canParse(typed) && new URL(typed).protocol === 'https:'
}
