import type { ReactElement } from 'react'
import { useWords } from '../../text/use-words.ts'
import { roles, scopes } from './set-up-codes.ts'
import styles from './rights.module.css'

/** What the app or its role is allowed, as Okta writes it, and what for. */
export function Rights({ kind }: { kind: 'scopes' | 'roles' }): ReactElement {
  const { setUp } = useWords()
  const rows =
    kind === 'scopes'
      ? scopes.map(([name, rights]) => [setUp.scopes[name].label, rights] as const)
      : roles.map(([name, rights]) => [setUp.roles[name].label, rights] as const)
  return (
    <table className={styles.rights}>
      <thead>
        <tr>
          <th scope="col">{(kind === 'scopes' ? setUp.scope : setUp.permission).label}</th>
          <th scope="col">{setUp.purpose.label}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([purpose, rights]) => (
          <tr key={purpose}>
            <td>
              {rights.map((right) => (
                <code key={right}>{right}</code>
              ))}
            </td>
            <td>{purpose}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
