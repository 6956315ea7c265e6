import type { Input, Output, RequestName } from '../../shared/contract.ts'

/** What answers each request of the contract. */
export type Handlers = {
  readonly [N in RequestName]: (input: Input<N>) => Promise<Output<N>> | Output<N>
}
