import type { Room } from './imports.ts'

const BOX = { width: 118, height: 46 }
const ROW = 112
const WIDTH = 1040
const MARGIN = 24

type Spot = { name: string; level: number; x: number; room?: Room }
type Arrow = { from: string; to: string; path: Spot[] }

/**
 * The floor plan as SVG: a box a room, level under level, and an arrow to each room below that it uses. Left out are
 * arrows that others imply: what a room uses by way of another.
 */
export const drawing = (levels: readonly (readonly string[])[], rooms: Map<string, Room>): string => {
  const level = new Map(levels.flatMap((names, at) => names.map((name) => [name, at] as const)))
  const rows: Spot[][] = levels.map((names, at) =>
    names.flatMap((name) => (rooms.has(name) ? [{ name, level: at, x: 0, room: rooms.get(name)! }] : [])),
  )
  const spots = new Map(rows.flat().map((spot) => [spot.name, spot]))
  const uses = (name: string) =>
    [...rooms.get(name)!.uses].filter((to) => (level.get(to) ?? -1) > level.get(name)!)
  const below = new Map([...spots.keys()].map((name) => [name, reach(name, uses)]))
  const arrows: Arrow[] = [...spots.keys()].flatMap((from) =>
    uses(from)
      .filter((to) => !uses(from).some((other) => other !== to && below.get(other)!.has(to)))
      .map((to) => ({ from, to, path: pathOf(spots.get(from)!, spots.get(to)!, rows) })),
  )
  arrange(rows, arrows)
  const height = MARGIN * 2 + (levels.length - 1) * ROW + BOX.height
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Floor plan">
<style>${STYLE}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
<rect class="paper" width="100%" height="100%"/>
${arrows.map(line).join('\n')}
${[...spots.values()].map(box).join('\n')}
</svg>
`
}

const reach = (name: string, uses: (name: string) => string[], seen = new Set<string>()): Set<string> => {
  for (const to of uses(name)) if (!seen.has(to)) reach(to, uses, seen.add(to))
  return seen
}

/** An arrow over several levels has a spot of its own on each between, so that it passes beside their boxes. */
const pathOf = (from: Spot, to: Spot, rows: Spot[][]): Spot[] => {
  const between = rows.slice(from.level + 1, to.level).map((row, at) => {
    const spot = { name: `${from.name} ${to.name}`, level: from.level + 1 + at, x: 0 }
    row.push(spot)
    return spot
  })
  return [from, ...between, to]
}

/** Orders each row by where its neighbours stand, a few times up and down, and gives every spot its x. */
const arrange = (rows: Spot[][], arrows: Arrow[]): void => {
  const near = new Map<Spot, Spot[]>(rows.flat().map((spot) => [spot, []]))
  for (const { path } of arrows)
    for (const [at, spot] of path.entries()) if (at > 0) near.get(spot)!.push(path[at - 1]!), near.get(path[at - 1]!)!.push(spot)
  rows.forEach(spread)
  for (let turn = 0; turn < 24; turn++)
    for (const row of turn % 2 ? rows.toReversed() : rows) {
      const mean = (spot: Spot) => {
        const all = near.get(spot)!
        return all.length > 0 ? all.reduce((sum, { x }) => sum + x, 0) / all.length : spot.x
      }
      row.sort((a, b) => mean(a) - mean(b))
      spread(row)
    }
}

const spread = (row: Spot[]): void => {
  const wide = row.map(({ room }) => (room ? BOX.width : 14))
  const gap = (WIDTH - MARGIN * 2 - wide.reduce((a, b) => a + b, 0)) / (row.length + 1)
  let x = MARGIN
  for (const [at, spot] of row.entries()) {
    x += gap
    spot.x = x + wide[at]! / 2
    x += wide[at]!
  }
}

const top = ({ level }: Spot) => MARGIN + level * ROW
const bottom = (spot: Spot) => top(spot) + BOX.height

const line = ({ path }: Arrow): string => {
  const steps = path.slice(1).map((to, at) => {
    const from = path[at]!
    const [y, end] = [bottom(from), top(to) - (to.room ? 2 : 0)]
    const bend = (end - y) / 2
    const through = to.room ? '' : `V${bottom(to)}`
    return `C${r(from.x)} ${r(y + bend)} ${r(to.x)} ${r(end - bend)} ${r(to.x)} ${r(end)}${through}`
  })
  return `<path class="arrow" d="M${r(path[0]!.x)} ${bottom(path[0]!)}${steps.join('')}" marker-end="url(#tip)"/>`
}

const r = Math.round

const box = (spot: Spot): string => {
  const { name, room, x } = spot
  const y = top(spot)
  return `<g><rect class="box" x="${r(x - BOX.width / 2)}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/><text class="name" x="${r(x)}" y="${y + 20}">${name}</text><text class="size" x="${r(x)}" y="${y + 36}">${room!.files} files · ${room!.lines} lines</text></g>`
}

const STYLE = `text{font-family:system-ui,sans-serif;text-anchor:middle}.name{font-size:14px;font-weight:600;fill:#1b1f24}.size{font-size:11px;fill:#57606a}.paper{fill:#fff}.box{fill:#eef3f8;stroke:#7d8fa3}.arrow{fill:none;stroke:#8a98a8;stroke-width:1.1}.tip{fill:#8a98a8}@media (prefers-color-scheme:dark){.name{fill:#f0f3f6}.size{fill:#b1bac4}.paper{fill:#0d1117}.box{fill:#1c2733;stroke:#5f7388}.arrow{stroke:#66788a}.tip{fill:#66788a}}`
