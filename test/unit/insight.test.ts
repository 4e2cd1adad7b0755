import { expect, test } from 'vitest'
import { csat, csatSaid } from '../../src/insight/csat.ts'
import { driverCounts } from '../../src/insight/drivers.ts'
import { wilson } from '../../src/insight/wilson.ts'

const rounded = ({ low, high }: { low: number; high: number }) => [
  Number(low.toFixed(4)),
  Number(high.toFixed(4)),
]

test('the interval is the one in the literature', () => {
  // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3
  expect(rounded(wilson(81, 263, 1.959964))).toEqual([0.2553, 0.3662])
  expect(rounded(wilson(15, 148, 1.959964))).toEqual([0.0624, 0.1605])
  expect(rounded(wilson(0, 20, 1.959964))).toEqual([0, 0.1611])
  expect(rounded(wilson(1, 29, 1.959964))).toEqual([0.0061, 0.1718])
})

test('the interval always holds the share and stays within 0 and 1', () => {
  for (let n = 1; n <= 200; n++) {
    for (let successes = 0; successes <= n; successes++) {
      const { low, high } = wilson(successes, n)
      expect(low >= 0 && low <= successes / n && successes / n <= high && high <= 1).toBe(true)
    }
  }
})

test('nothing observed says nothing', () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
  expect(csat([])).toEqual({ n: 0, satisfied: 0, share: null, low: 0, high: 1 })
  expect(csatSaid(csat([]))).toEqual({ n: 0, satisfied: 0 })
})

test('more successes than observations are refused', () => {
  expect(() => wilson(3, 2)).toThrow(RangeError)
  expect(() => wilson(-1, 2)).toThrow(RangeError)
  expect(() => wilson(Number.NaN, 2)).toThrow(RangeError)
})

test('scores of 4 and 5 are satisfied, 3 is not', () => {
  const rows = [1, 2, 3, 4, 5].map((score) => ({ score, count: 1 }))
  expect(csat(rows)).toMatchObject({ n: 5, satisfied: 2, share: 0.4 })
})

test('fewer than 10 answers are counts alone, many a percentage with an interval that claims no more', () => {
  expect(
    csatSaid(
      csat([
        { score: 5, count: 3 },
        { score: 1, count: 1 },
      ]),
    ),
  ).toEqual({ n: 4, satisfied: 3 })
  expect(
    csatSaid(
      csat([
        { score: 4, count: 350 },
        { score: 2, count: 62 },
      ]),
    ),
  ).toEqual({ n: 412, satisfied: 350, percent: 85, interval: [81, 89] })
  expect(csatSaid(csat([{ score: 5, count: 1000 }])).interval).toEqual([99, 100])
  expect(csatSaid(csat([{ score: 5, count: 12 }]))).toEqual({ n: 12, satisfied: 12, interval: [75, 100] })
})

test('drivers are counted once an answer, the most named first', () => {
  const rows = [
    { drivers: ['waiting-time', 'other'], count: 2 },
    { drivers: ['waiting-time', 'waiting-time'], count: 1 },
    { drivers: [], count: 9 },
    { drivers: ['delivery-late'], count: 2 },
  ]
  expect(driverCounts(rows)).toEqual([
    { driver: 'waiting-time', count: 3 },
    { driver: 'delivery-late', count: 2 },
    { driver: 'other', count: 2 },
  ])
  expect(driverCounts(rows, 1)).toHaveLength(1)
})
