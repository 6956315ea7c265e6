import type { ReactElement } from 'react'

/** A login, which breaks before its at sign rather than anywhere else. */
export function Login({ login }: { login: string }): ReactElement {
  const at = login.indexOf('@')
  if (at < 0) return <>{login}</>
  return (
    <>
      {login.slice(0, at)}
      <wbr />
      {login.slice(at)}
    </>
  )
}
