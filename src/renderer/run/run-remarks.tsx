import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RunSnapshot } from '../../shared/run.ts'
import { useWords } from '../text/use-words.ts'
import { Caution } from './caution.tsx'

/** What a person should know of a run besides how it ended. */
export function RunRemarks({ run }: { run: RunSnapshot }): ReactElement {
  const { runRemarks } = useWords()
  return (
    <>
      {run.remarks.map((remark) => (
        <Caution key={remark} icon={TriangleAlert} detail={runRemarks[remark].detail} />
      ))}
    </>
  )
}
