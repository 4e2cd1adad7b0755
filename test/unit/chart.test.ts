import { expect, test } from 'vitest'
import { Chart, type Series } from '../../src/desk/views/chart.tsx'
import { staffWords } from '../../src/locales/staff.ts'

const series = (name: string, values: (number | null)[]): Series => ({
  name,
  points: values.map((value, at) => ({ label: `day ${at + 1}`, value })),
})
const drawn = (props: Omit<Parameters<typeof Chart>[0], 'words' | 'title'>, language = 'en') =>
  String(Chart({ title: 'Satisfied', words: staffWords(language), ...props }))
const paths = (html: string) =>
  [...html.matchAll(/<path class="(\w+)" d="([^"]*)"/g)].map(([, c, d]) => [c, d])

test('a line breaks where there is no figure, and a point alone is a dot', () => {
  const html = drawn({ series: [series('CSAT', [50, 100, null, 0])], unit: 'percent' })
  expect(paths(html)).toEqual([
    ['grid', 'M0 0H1000M0 50H1000M0 100H1000'],
    ['lm', 'M0 50h.1L333.3 0M1000 100h.1'],
  ])
})

test('the chart says in words what it shows, and every number stands in a table', () => {
  const html = drawn({ series: [series('CSAT', [50, 90, null, 70])], unit: 'percent' })
  expect(html).toContain(
    '<desc>CSAT: from 50% (day 1) to 70% (day 4); lowest 50% (day 1), highest 90% (day 2).</desc>',
  )
  const cells = [...html.matchAll(/<t[hd][^>]*>([^<]*)<\/t[hd]>/g)].map(([, text]) => text)
  expect(cells).toEqual(['', 'CSAT', 'day 1', '50%', 'day 2', '90%', 'day 3', '–', 'day 4', '70%'])
})

test('percent signs and numbers are those of the language', () => {
  expect(drawn({ series: [series('x', [50])], unit: 'percent' }, 'sv')).toContain('<td>50\u00a0%</td>')
  expect(drawn({ series: [series('x', [12345])] }, 'nb')).toContain('<td>12\u00a0345</td>')
})

test('bars stand on each other, and the highest sum fits', () => {
  const html = drawn({ series: [series('bad', [1, 0]), series('good', [1, 4])], bars: true })
  expect(paths(html).slice(1)).toEqual([
    ['b0', 'M3 100V75H497V100z'],
    ['b1', 'M3 75V50H497V75zM503 100V0H997V100z'],
  ])
})

test('without a figure it says so, and names of series are text', () => {
  const html = drawn({ series: [series('<b>', [null, null]), series('y', [null, null])] })
  expect(html).toContain('<desc>No figures yet.</desc>')
  expect(html).not.toContain('<b>')
  expect(drawn({ series: [] })).toContain('No figures yet.')
})
