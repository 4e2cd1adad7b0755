import { instantOf } from '../contacts/instant.ts'
import { atLocal } from '../time.ts'
import { isZone, RosterError, type RosterFault, type Shift } from './roster.ts'

type Row = { line: number; cells: string[] }

/** RFC 4180, with commas or, as spreadsheets here write it, semicolons. Linear in the text. */
const rowsOf = (text: string): Row[] => {
  const head = text.slice(0, text.search(/[\r\n]|$/))
  const mark = head.includes(';') ? ';' : head.includes('\t') ? '\t' : ','
  const rows: Row[] = []
  let line = 1
  let row: Row = { line, cells: [] }
  for (const [whole, quoted, plain = '', end] of text.matchAll(
    mark === ';' ? CELL_OF[';'] : mark === '\t' ? CELL_OF['\t'] : CELL_OF[','],
  )) {
    if (whole === '' && row.cells.length === 0) break
    row.cells.push((quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim())
    line += whole.match(/\n|\r(?!\n)/g)?.length ?? 0
    if (end === mark) continue
    if (row.cells.some((cell) => cell !== '')) rows.push(row)
    row = { line, cells: [] }
  }
  return rows
}
/** A quoted or plain cell, and what ends it. */
const cell = (mark: string) =>
  new RegExp(`(?:"((?:[^"]|"")*)"|([^${mark}\\r\\n]*))(${mark}|\\r\\n|\\r|\\n|$)`, 'g')
const CELL_OF = { ',': cell(','), ';': cell(';'), '\t': cell('\t') }

const COLUMNS = ['person', 'from', 'to'] as const
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?$/

/**
 * Shifts of a table with the columns `person`, `from` and `to`, and perhaps `zone`: people by e-mail or name, times with
 * an offset, or local ones of the zone of their row, else of `zone`. Throws RosterError with every fault.
 */
export const readCsv = (text: string, zone: string | undefined): Shift[] => {
  const [head, ...rows] = rowsOf(text.replace(/^\uFEFF/, ''))
  const at = (name: string) => head?.cells.findIndex((cell) => cell.toLowerCase() === name) ?? -1
  const missing = COLUMNS.filter((name) => at(name) < 0)
  if (missing.length > 0) throw new RosterError([{ line: 1, kind: 'columns', said: missing.join(', ') }])
  const faults: RosterFault[] = []
  const shifts = rows.map(({ line, cells }): Shift => {
    const of = (name: string) => cells[at(name)] ?? ''
    const own = of('zone') || zone
    const time = (field: 'from' | 'to') => {
      const read = timeOf(of(field), own)
      if (read instanceof Date) return read
      faults.push({ line, field: read.kind === 'unknown zone' && of('zone') ? 'zone' : field, ...read })
      return new Date(0)
    }
    return { who: of('person'), field: 'person', line, from: time('from'), to: time('to') }
  })
  if (faults.length > 0) throw new RosterError(faults)
  return shifts
}

/** An instant, or what is wrong with it. */
export const timeOf = (text: string, zone: string | undefined): Date | Pick<RosterFault, 'kind' | 'said'> => {
  const instant = instantOf(text)
  if (instant) return instant
  const [, date, time] = LOCAL.exec(text) ?? []
  const real = date && time && time <= '24:00' && new Date(`${date}T00:00Z`).toJSON()?.startsWith(date)
  if (!real) return { kind: 'no time', said: text }
  if (!zone) return { kind: 'no zone', said: text }
  return isZone(zone) ? atLocal(zone, date, time!) : { kind: 'unknown zone', said: zone }
}
