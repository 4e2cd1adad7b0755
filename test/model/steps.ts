import fc from 'fast-check'

/** One step of a sequence. `pick` chooses deterministically whatever the step needs to choose. */
export type Step = {
  kind: 'move' | 'proposal' | 'customer' | 'time'
  pick: number
  /** Sent again: not, once it was answered, or at the same moment. */
  twice: 'no' | 'after' | 'at once'
  /** The process dies in its transaction, or after the commit and before the answer; then it is sent again. */
  crash: 'no' | 'before commit' | 'after commit'
}

export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      kind: fc.oneof(
        { weight: 9, arbitrary: fc.constant('move' as const) },
        { weight: 3, arbitrary: fc.constant('proposal' as const) },
        { weight: 4, arbitrary: fc.constant('customer' as const) },
        { weight: 2, arbitrary: fc.constant('time' as const) },
      ),
      pick: fc.nat(0x7fff_ffff),
      twice: fc.oneof(
        { weight: 6, arbitrary: fc.constant('no' as const) },
        { weight: 2, arbitrary: fc.constant('after' as const) },
        { weight: 2, arbitrary: fc.constant('at once' as const) },
      ),
      crash: fc.oneof(
        { weight: 8, arbitrary: fc.constant('no' as const) },
        { weight: 1, arbitrary: fc.constant('before commit' as const) },
        { weight: 1, arbitrary: fc.constant('after commit' as const) },
      ),
    }),
    { minLength: 1, maxLength: most, size: 'max' },
  )

/** A small generator of numbers from a seed (mulberry32): the same seed chooses the same. */
export const chooser = (seed: number) => {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    chance: (share: number) => next() < share,
    of: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!,
    upTo: (most: number) => Math.floor(next() * most),
  }
}
export type Chooser = ReturnType<typeof chooser>
