import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { findPath, isIssuedBy } from '../../../src/main/trust/certificate-path.ts'
import { attestationChain } from '../../../src/simulator/virtual-key/crypto/certificate.ts'
import { issue, type Issued } from '../../support/mds-blob.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const UNTRUSTED = { ok: false, reason: 'untrusted-chain' }
const EXPIRED = { ok: false, reason: 'expired-certificate' }

const root = issue({ name: 'root' })
const middle = issue({ name: 'middle', issuer: root })
const leaf = issue({ name: 'leaf', isAuthority: false, issuer: middle })

function verdictOn(chain: readonly Issued[], anchors: readonly Issued[]) {
  const certificates = (list: readonly Issued[]) => list.map(({ certificate }) => certificate)
  return findPath(certificates(chain), certificates(anchors), NOW)
}

function pathOf(chain: readonly Issued[], anchors: readonly Issued[]) {
  const verdict = verdictOn(chain, anchors)
  return verdict.ok ? verdict.path.map(({ subject }) => subject.replace('CN=', '')) : verdict
}

describe('a path to an anchor', () => {
  test('leads over what came with the certificate', () => {
    expect(pathOf([leaf, middle], [root])).toEqual(['leaf', 'middle', 'root'])
  })

  test('may have the root in it, and what does not belong to it', () => {
    const stranger = issue({ name: 'stranger' })
    expect(pathOf([leaf, stranger, middle, root], [stranger, root])).toEqual([
      'leaf',
      'middle',
      'root',
    ])
  })

  test('ends at an intermediate that is trusted', () => {
    expect(pathOf([leaf], [middle])).toEqual(['leaf', 'middle'])
    expect(pathOf([leaf, middle], [middle])).toEqual(['leaf', 'middle'])
  })

  test('ends at the certificate itself where that is trusted', () => {
    expect(pathOf([leaf], [leaf])).toEqual(['leaf'])
  })

  test('is not there without the intermediate, without anchors, without certificates', () => {
    expect(pathOf([leaf], [root])).toEqual(UNTRUSTED)
    expect(pathOf([leaf, middle], [])).toEqual(UNTRUSTED)
    expect(pathOf([], [root])).toEqual(UNTRUSTED)
  })

  test('does not lead to one that is merely called the same', () => {
    expect(pathOf([leaf, middle], [issue({ name: 'root' })])).toEqual(UNTRUSTED)
  })

  test('does not lead to one of another name with the same key', () => {
    expect(pathOf([leaf, middle], [issue({ name: 'another', like: root })])).toEqual(UNTRUSTED)
  })

  test('does not end in a certificate that signed itself', () => {
    const lonely = issue({ name: 'lonely' })
    expect(pathOf([lonely, lonely], [root])).toEqual(UNTRUSTED)
  })

  test('does not lead over a certificate that is no authority', () => {
    const below = issue({ name: 'below', isAuthority: false, issuer: leaf })
    expect(pathOf([below, leaf, middle], [root])).toEqual(UNTRUSTED)
  })

  test('does not lead over an authority that may not sign certificates', () => {
    const weak = issue({ name: 'weak', issuer: root, mayCertify: false })
    const strong = issue({ name: 'strong', issuer: root, mayCertify: true })
    const below = (issuer: Issued): Issued => issue({ name: 'below', isAuthority: false, issuer })
    expect(pathOf([below(weak), weak], [root])).toEqual(UNTRUSTED)
    expect(pathOf([below(strong), strong], [root])).toEqual(['below', 'strong', 'root'])
  })

  test('has no more authorities than each of them allows', () => {
    const short = issue({ name: 'short', pathLength: 0 })
    const long = issue({ name: 'long', pathLength: 1 })
    const over = (top: Issued): readonly Issued[] => {
      const between = issue({ name: 'between', issuer: top })
      return [issue({ name: 'below', isAuthority: false, issuer: between }), between]
    }
    expect(pathOf(over(short), [short])).toEqual(UNTRUSTED)
    expect(pathOf(over(long), [long])).toEqual(['below', 'between', 'long'])
    const uncritical = issue({ name: 'short', pathLength: 0, isCritical: false })
    expect(pathOf(over(uncritical), [uncritical])).toEqual(UNTRUSTED)
    const direct = issue({ name: 'below', isAuthority: false, issuer: short })
    expect(pathOf([direct], [short])).toEqual(['below', 'short'])
  })

  test('is found over every certificate that was given, not only over the first that fits', () => {
    const stranger = issue({ name: 'stranger' })
    const deadEnd = issue({ name: 'middle', like: middle, issuer: stranger })
    expect(pathOf([leaf, deadEnd, middle], [root])).toEqual(['leaf', 'middle', 'root'])
    expect(pathOf([leaf, middle, deadEnd], [root])).toEqual(['leaf', 'middle', 'root'])
  })

  test('ends where authorities vouch for each other', () => {
    const [one, two] = [issue({ name: 'one' }), issue({ name: 'two' })]
    const circle = [
      issue({ name: 'below', isAuthority: false, issuer: one }),
      issue({ name: 'one', like: one, issuer: two }),
      issue({ name: 'two', like: two, issuer: one }),
    ]
    expect(pathOf(circle, [root])).toEqual(UNTRUSTED)
  })

  test('is not looked for behind eight certificates', () => {
    const chain = [issue({ name: 'top' })]
    for (let below = 0; below < 9; below += 1) {
      const [issuer] = chain
      chain.unshift(issue({ name: `level ${below}`, ...(issuer && { issuer }) }))
    }
    const [top] = chain.slice(-1)
    expect(pathOf(chain, top ? [top] : [])).toEqual(UNTRUSTED)
    expect(pathOf(chain.slice(-8), top ? [top] : [])).toHaveLength(8)
  })
})

describe('the dates of a path', () => {
  const old = { from: '200101000000Z', to: '251231235959Z' }
  const early = { from: '270101000000Z', to: '491231235959Z' }

  test('count of the certificate and of every authority below the anchor', () => {
    const oldLeaf = issue({ name: 'leaf', isAuthority: false, issuer: middle, ...old })
    expect(pathOf([oldLeaf, middle], [root])).toEqual(EXPIRED)
    const oldMiddle = issue({ name: 'middle', issuer: root, like: middle, ...old })
    expect(pathOf([leaf, oldMiddle], [root])).toEqual(EXPIRED)
    const earlyLeaf = issue({ name: 'leaf', isAuthority: false, issuer: middle, ...early })
    expect(pathOf([earlyLeaf, middle], [root])).toEqual(EXPIRED)
  })

  test('of the anchor do not count, and that they have gone by is told', () => {
    const oldRoot = issue({ name: 'root', like: root, ...old })
    const isAnchorExpired = true
    expect(verdictOn([leaf, middle], [oldRoot])).toMatchObject({ ok: true, isAnchorExpired })
    const oldLeaf = issue({ name: 'leaf', isAuthority: false, issuer: middle, ...old })
    expect(verdictOn([oldLeaf], [oldLeaf])).toMatchObject({ ok: true, isAnchorExpired })
    expect(verdictOn([oldLeaf, middle], [oldRoot])).toEqual(EXPIRED)
  })

  test('of one anchor that has its time are asked first', () => {
    const oldRoot = issue({ name: 'root', like: root, ...old })
    const isAnchorExpired = false
    expect(verdictOn([leaf, middle], [oldRoot, root])).toMatchObject({ ok: true, isAnchorExpired })
    // The way to the good one is longer: over a certificate that the other authority gave.
    const other = issue({ name: 'other' })
    const crossed = issue({ name: 'root', like: root, issuer: other })
    const verdict = verdictOn([leaf, middle, crossed], [oldRoot, other])
    expect(verdict).toMatchObject({ ok: true, isAnchorExpired })
  })

  test('a renewed authority is found beside the old one', () => {
    const oldMiddle = issue({ name: 'middle', issuer: root, like: middle, ...old })
    expect(pathOf([leaf, oldMiddle, middle], [root])).toEqual(['leaf', 'middle', 'root'])
    const oldRoot = issue({ name: 'root', like: root, ...old })
    expect(pathOf([leaf, middle], [oldRoot, root])).toEqual(['leaf', 'middle', 'root'])
  })
})

test('the batch certificate of a virtual key leads to its root', () => {
  const { certificate, root } = attestationChain(new Uint8Array(16).fill(7))
  const [batch, authority] = [certificate, root].map((der) => new X509Certificate(der))
  if (!batch || !authority) throw new Error('no chain')
  expect(isIssuedBy(batch, authority)).toBe(true)
  expect(findPath([batch], [authority], NOW).ok).toBe(true)
})
