import { expect, test } from 'vitest'
import { Findings } from '../../src/desk/views/report/found.tsx'
import { Improvements } from '../../src/desk/views/report/improvements.tsx'
import { type PartProps, waysOf } from '../../src/desk/views/report/parts.tsx'
import { newParts } from '../../src/digests/card.ts'
import { goodParts } from '../../src/digests/goodParts.ts'
import type { Loaded } from '../../src/digests/load.ts'
import { reportOf } from '../../src/digests/reportOf.ts'
import type { Discovery } from '../../src/discoveries/discovery.ts'
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

test('findings to write beyond those that the digest names lead to the list of them all', () => {
  const partsOf = (count: number) => {
    const toDocument = Array.from({ length: count }, (_, n) => 1001 + n)
    const digest = { recovered: [], unconfirmed: [], toDocument, thanks: null, asked: { others: [], us: [] } }
    const loaded = {
      digest: { ...digest, covers: ['service', 'stores'] },
      kudos: [],
      names: [],
      improvements: [],
    }
    return goodParts(loaded as unknown as Loaded, 'https://amends.example', words)
  }
  expect(partsOf(19)).toMatchObject([
    {
      kind: 'item',
      label: expect.stringContaining('1010 and 9 more'),
      url: 'https://amends.example/desk/cases?department=service%2Cstores&outcome=undocumented',
    },
  ])
  expect(partsOf(10)).toMatchObject([{ kind: 'text' }])
})

test('findings that the report leaves out are reached by the list of cases with one of these days', () => {
  const finding = { caseId: 'c1', number: 1001, department: 'Service', at: now, cause: 'other' }
  const chosen = { values: { department: 'service', driver: 'other' } } as unknown as Parameters<
    typeof waysOf
  >[0]
  const ways = waysOf(chosen, { from: '2026-02-12', to: '2026-03-11' }, false)
  const listOf = (findingsInAll: number) => {
    const report = { findings: [{ ...finding, causeWords: 'A seal' }], findingsInAll }
    return String(Findings({ report, words, ways, now } as unknown as PartProps))
  }
  expect(listOf(109).replaceAll('&amp;', '&')).toContain(
    'href="/desk/cases?department=service&from=2026-02-12&to=2026-03-11&by=documented"',
  )
  expect(listOf(1)).not.toContain('/desk/cases')
})

test('what was found names its department in a digest of several, and not in that of one', () => {
  const facts = {
    phrase: 'wet parcel',
    language: 'en',
    count: 8,
    before: 5,
    driver: null,
    quotes: [],
    answers: [],
  }
  const theme = {
    id: 't1',
    kind: 'theme',
    departmentKey: 'store',
    department: 'Oslo store',
    facts,
  } as unknown as Discovery
  const label = (names: string[]) => {
    const loaded = {
      found: [theme],
      home: { timeZone: 'Europe/Oslo' },
      names,
      digest: { at: now.toISOString() },
    }
    const parts = newParts(loaded as unknown as Loaded, 'https://amends.example', words)
    return parts.flatMap((part) => (part.kind === 'item' ? [part.label] : []))
  }
  expect(label(['Billing', 'Oslo store'])).toEqual(['Theme, Oslo store'])
  expect(label([])).toEqual(['Theme'])
})

test('the report of a digest is of four weeks up to its last day, or of its own days where those are more', () => {
  const of = (from: string) => reportOf({ covers: ['service'], from, to: '2026-03-29' })
  expect(of('2026-03-29')).toBe('/desk/report?department=service&from=2026-03-02&to=2026-03-29')
  expect(of('2026-01-01')).toContain('from=2026-01-01&to=2026-03-29')
})
