import { expect, test } from 'vitest'
import { Improvements } from '../../src/desk/views/report/improvements.tsx'
import type { PartProps } from '../../src/desk/views/report/parts.tsx'
import { goodParts } from '../../src/digests/goodParts.ts'
import type { Loaded } from '../../src/digests/load.ts'
import { reportOf } from '../../src/digests/reportOf.ts'
import type { Improvement } from '../../src/improvements/improvement.ts'
import { staffWords } from '../../src/locales/staff.ts'

const words = staffWords('en')
const late = {
  id: 'i4',
  number: 4,
  departmentKey: 'service',
  department: 'Service',
  timeZone: 'Europe/Stockholm',
  measure: {},
  lookedOn: '2026-03-29',
  look: { before: { successes: 0, n: 0 }, after: { successes: 0, n: 0 } },
  what: 'Call before the van leaves.',
  owner: 'Anna Berg',
  state: 'open',
  dueOn: '2026-03-01',
  inPlaceOn: null,
  message: null,
} as unknown as Improvement
const now = new Date('2026-03-11T08:00:00Z')

test('an improvement in the digest leads to itself in the report', () => {
  const digest = {
    recovered: [],
    unconfirmed: [],
    toDocument: [],
    thanks: null,
    asked: { others: [], us: [] },
  }
  const loaded = { digest, kudos: [], names: [], improvements: [late], localDate: '2026-03-11' }
  const [item] = goodParts(loaded as unknown as Loaded, 'https://amends.example', words)
  const { pathname, search, hash } = new URL((item as { url: string }).url)
  expect(pathname + search).toBe('/desk/report?department=service')
  const list = Improvements({
    report: { improvements: [late] },
    words,
    now,
    viewer: {},
  } as unknown as PartProps)
  expect(String(list)).toContain(
    `<li id="${hash.slice(1)}"><b dir="auto">Improvement 4: Call before the van leaves`,
  )
})

test('the report of a digest is of four weeks up to its last day, or of its own days where those are more', () => {
  const of = (from: string) => reportOf({ covers: ['service'], from, to: '2026-03-29' })
  expect(of('2026-03-29')).toBe('/desk/report?department=service&from=2026-03-02&to=2026-03-29')
  expect(of('2026-01-01')).toContain('from=2026-01-01&to=2026-03-29')
})
