/** Rows as aligned columns; the last one keeps its length. */
export const table = (head: string[], rows: string[][]): string[] => {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)))
  return [head, ...rows].map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at]!)))
      .join('  ')
      .trimEnd(),
  )
}

const UNITS: [seconds: number, name: string][] = [
  [24 * 3600, 'd'],
  [3600, 'h'],
  [60, 'min'],
]

/** "3 min", "2 h", "5 d". */
export const age = (since: Date, now: Date): string => {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000))
  const [unit = 1, name = 's'] = UNITS.find(([size]) => seconds >= size) ?? []
  return `${Math.floor(seconds / unit)} ${name}`
}

export const day = (at: Date): string => at.toISOString().slice(0, 10)
