import { expect, test } from 'vitest'
import type { Counted } from '../../src/insight/difference.ts'
import { isBack, judgeChange, neededForHalving, powerOfShares } from '../../src/insight/halving.ts'
import { type Random, randomFrom } from '../../src/insight/random.ts'

test('power at equal numbers is that of R’s documentation (power.prop.test, examples)', () => {
  expect(powerOfShares(0.5, 0.75, { n1: 50, n2: 50 })).toBeCloseTo(0.74, 3)
  expect(powerOfShares(0.5, 0.75, { n1: 76.7, n2: 76.7 })).toBeCloseTo(0.9, 3)
  expect(powerOfShares(0.5, 0.75, { n1: 76.7, n2: 76.7, z: 2.576 })).toBeLessThan(0.9)
})

test('what power counts at unequal numbers is found in trials that are drawn', () => {
  const random = randomFrom(7)
  const before = { successes: 36, n: 240 }
  const n2 = neededForHalving(before)!
  let found = 0
  for (let trial = 0; trial < 4000; trial++) {
    const [was, is] = [draw(random, 240, 0.15), draw(random, n2, 0.075)]
    const pooled = (was + is) / (240 + n2)
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / 240 + 1 / n2))
    if (Math.abs(was / 240 - is / n2) > 1.96 * error) found++
  }
  console.log(
    `a halving from 15 % of 240 answers: ${n2} answers after it, found in ${found / 40} % of trials`,
  )
  expect(found / 4000).toBeGreaterThan(0.77)
  expect(found / 4000).toBeLessThan(0.83)
})

test('the answers needed for a halving fall as more were counted before, and there may be none', () => {
  expect(neededForHalving({ successes: 60, n: 400 })!).toBeLessThan(
    neededForHalving({ successes: 36, n: 240 })!,
  )
  expect(neededForHalving({ successes: 2, n: 30 })).toBeNull()
  expect(neededForHalving({ successes: 0, n: 500 })).toBeNull()
  expect(neededForHalving({ successes: 0, n: 0 })).toBeNull()
})

test('verdicts are those of Newcombe’s intervals (1998, table II, method 10)', () => {
  // 56/70 and 48/80: the difference 0.2 lies in 0.0524 to 0.3339
  const worse = judgeChange({ successes: 48, n: 80 }, { successes: 56, n: 70 })
  expect([worse.low.toFixed(4), worse.high.toFixed(4)]).toEqual(['0.0524', '0.3339'])
  expect(worse).toMatchObject({ verdict: 'worse', more: 0 })
  expect(judgeChange({ successes: 56, n: 70 }, { successes: 48, n: 80 })).toMatchObject({ verdict: 'better' })
  // 9/10 and 3/10: 0.1705 to 0.8090 at 95 %, which is not enough while more answers are planned
  const early = judgeChange({ successes: 9, n: 10 }, { successes: 3, n: 10 })
  expect(early.high.toFixed(4)).toBe('-0.1705')
  expect(early).toMatchObject({ verdict: 'too early', more: early.needed! - 10 })
})

test('a verdict without a change is "no halving", once the planned answers are there', () => {
  const before = { successes: 60, n: 400 }
  const needed = neededForHalving(before)!
  expect(judgeChange(before, { successes: 0, n: 0 })).toMatchObject({ verdict: 'too early', more: needed })
  expect(judgeChange(before, share(0.15, needed - 140))).toMatchObject({ verdict: 'too early', more: 140 })
  expect(judgeChange(before, share(0.15, needed))).toMatchObject({ verdict: 'no halving', more: 0 })
  expect(judgeChange(before, share(0.02, needed - 10)).verdict).toBe('better')
})

test('where nothing changed, looking every day finds a change in at most 7 % of improvements', () => {
  const random = randomFrom(11)
  const counts = { false: 0, found: 0 }
  const runs = 1000
  for (let run = 0; run < runs; run++) {
    const before = { successes: draw(random, 400, 0.15), n: 400 }
    if (lookDaily(random, before, 0.15) !== 'no halving') counts.false++
    const halved = { successes: draw(random, 400, 0.15), n: 400 }
    if (lookDaily(random, halved, 0.075) === 'better') counts.found++
  }
  console.log(
    `looked at every day with 8 answers: false verdicts ${(100 * counts.false) / runs} %, halvings found ${(100 * counts.found) / runs} %`,
  )
  expect(counts.false / runs).toBeLessThan(0.07)
  expect(counts.found / runs).toBeGreaterThan(0.7)
})

test('a share that was put right is back once it is clearly above what it was after the change', () => {
  expect(isBack({ successes: 8, n: 200 }, { successes: 12, n: 200 })).toBe(false)
  expect(isBack({ successes: 8, n: 200 }, { successes: 36, n: 200 })).toBe(true)
  expect(isBack({ successes: 0, n: 0 }, { successes: 9, n: 9 })).toBe(false)
})

const share = (of: number, n: number): Counted => ({ successes: Math.round(of * n), n })
const draw = (random: Random, n: number, p: number) => {
  let successes = 0
  for (let at = 0; at < n; at++) if (random() < p) successes++
  return successes
}

/** Eight answers a day, judged each evening until there is a verdict. */
const lookDaily = (random: Random, before: Counted, p: number) => {
  const after = { successes: 0, n: 0 }
  for (;;) {
    after.successes += draw(random, 8, p)
    after.n += 8
    const { verdict, needed } = judgeChange(before, after)
    if (verdict !== 'too early') return verdict
    if (needed === null && after.n > 2000) return 'too early'
  }
}
