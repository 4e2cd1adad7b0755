import { expect, test } from 'vitest'
import { type Box, drawing } from '../../dev/house/drawing.ts'

const box = (name: string, ...uses: Box[]): Box => ({ name, files: 1, lines: 10, uses: new Set(uses) })
const arrows = (rows: Box[][]) => [...drawing(rows).matchAll(/class="arrow"/g)].length

test('a room’s arrow leads to each room below that it uses, over rows between too', () => {
  const [db, mails] = [box('db'), box('mails')]
  expect(arrows([[box('pages', mails), box('api', db)], [mails], [db]])).toBe(2)
})

test('an arrow that a longer way implies is left out', () => {
  const db = box('db')
  const cases = box('cases', db)
  expect(arrows([[box('pages', cases, db)], [cases], [db]])).toBe(2)
})

test('every room is drawn with its files and lines, and no arrow leads up', () => {
  const pages = box('pages')
  const cases = box('cases', pages)
  const svg = drawing([[pages], [cases]])
  expect(svg).toContain('>cases<')
  expect(svg).toContain('>1 files · 10 lines<')
  expect(svg).not.toContain('class="arrow"')
})
