/** A cell: a text, a number as it is, or nothing. */
export type Cell = string | number | null

/**
 * Rows as CSV (RFC 4180). Spreadsheets run a text that begins like a formula, so such a text gets an apostrophe in front
 * (OWASP, CSV injection); numbers stay numbers.
 */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')

const written = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What spreadsheets take as the beginning of a formula, wide forms and unseen marks before it too. */
const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u
