import type { types } from '@slack/bolt'
import type { Cell, Table } from '../chat.ts'
import { cut } from '../cut.ts'

// https://docs.slack.dev/reference/block-kit/blocks/data-table-block, of September 2026
const MAX_ROWS = 100
const MAX_COLUMNS = 20
const MAX_CELL = 200
const MAX_TITLE = 150
/** Rows a page: Slack's own five would hide half of a few departments. */
const PAGE = 10

const words = (text: string) => ({ type: 'raw_text', text: cut(text, MAX_CELL) || '–' })

/** Numbers are sorted as numbers where a whole column is made of them. */
const cellOf = (cell: Cell) => {
  if (typeof cell === 'string') return words(cell)
  const { text, value } = typeof cell === 'number' ? { text: String(cell), value: cell } : cell
  return { type: 'raw_number', text: cut(text, MAX_CELL) || '–', value }
}

/** A table to sort by its columns, the first of which names the rows; none where Slack takes none of that size. */
export function tableBlock({ title, columns, rows }: Table): types.KnownBlock[] {
  if (rows.length === 0 || rows.length > MAX_ROWS || columns.length > MAX_COLUMNS) return []
  const block = {
    type: 'data_table',
    caption: cut(title, MAX_TITLE) || '–',
    page_size: PAGE,
    rows: [columns.map(words), ...rows.map((row) => row.map(cellOf))],
  }
  // Bolt's types do not know the block yet
  return [block as unknown as types.KnownBlock]
}
