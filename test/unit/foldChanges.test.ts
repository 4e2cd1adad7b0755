import { expect, test } from 'vitest'
import type { Discovery } from '../../src/discoveries/discovery.ts'
import { foldChanges } from '../../src/discoveries/fold.ts'
import { sayAlike } from '../../src/discoveries/say.ts'
import { staffWords } from '../../src/locales/staff.ts'

type Given = { p?: number; low?: number; to?: string; department?: string; every?: 'day' | 'week' | 'month' }
let next = 0
const change = ({ p = 0.01, low = 0.1, to = '2026-03-08', department = 'service', every = 'week' }: Given) =>
  ({
    id: String(next++),
    kind: 'change',
    departmentKey: department,
    to,
    facts: { every, direction: low > 0 ? 'worse' : 'better', tested: { p, low, high: low * 2 } },
  }) as unknown as Discovery
const theme = () => ({ id: String(next++), kind: 'theme', departmentKey: 'service' }) as unknown as Discovery

test('changes of one department and week become the strongest, in the place of the first', () => {
  const [weak, farther, strongest] = [change({ p: 0.02 }), change({ low: 0.1 }), change({ low: 0.2 })]
  const between = theme()
  expect(foldChanges([weak, between, farther, strongest])).toEqual([
    { one: strongest, alike: [farther, weak] },
    { one: between, alike: [] },
  ])
})

test('another week, department, direction or period is told by itself', () => {
  const all = [
    change({}),
    change({ to: '2026-03-15' }),
    change({ department: 'store' }),
    change({ low: -0.1 }),
    change({ every: 'month' }),
    change({ every: 'day' }),
    change({ every: 'day' }),
  ]
  expect(foldChanges(all)).toEqual(all.map((one) => ({ one, alike: [] })))
})

test.each([
  ['en', '… and 1 more change in the same week', '… and 2 more changes in the same month'],
  ['sv', '… och 1 förändring till samma vecka', '… och 2 förändringar till samma månad'],
  ['nb', '… og 1 endring til i samme uke', '… og 2 endringer til i samme måned'],
])('how many stand behind it, in %s', (language, week, month) => {
  const say = (every: 'week' | 'month', n: number) =>
    sayAlike(foldChanges(Array.from({ length: n + 1 }, () => change({ every })))[0]!, staffWords(language))
  expect([say('week', 0), say('week', 1), say('month', 2)]).toEqual(['', week, month])
})
