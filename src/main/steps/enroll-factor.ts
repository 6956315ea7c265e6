import type { Ceremony } from '../idp.ts'
import { record, type Work } from '../work.ts'

/** Opens the registration at the provider. From here on a pending factor of ours stands there. */
export async function enrollFactor(work: Work): Promise<Ceremony> {
  const { desk, talk, issuanceId, person } = work
  talk.show('enroll-factor')
  await desk.registry.issuances.update(issuanceId, { act: 'enrolling' })
  talk.know({ act: 'enrolling' })
  const ceremony = await desk.provider.begin(person, talk.signal)
  work.factorId = ceremony.factorId
  const { factorId, rp, requestId } = ceremony
  await desk.registry.issuances.update(issuanceId, { act: 'creating', factorId, rpId: rp.id })
  talk.know({ act: 'creating' })
  await record(work, 'factor-enrolled', { requestId })
  return ceremony
}
