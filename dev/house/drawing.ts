/** A room, or files that share a box. `uses`: whose values it takes. */
export type Box = { name: string; files: number; lines: number; uses: Set<Box> }

/** Where a box stands, or where an arrow passes a row. */
type Spot = { row: number; x: number; width: number; box?: Box }

const WIDTH = 1040
const MARGIN = 20
const HEIGHT = 42
const ROW = 84

/**
 * The boxes row under row as SVG, with an arrow to each box below that is used. An arrow is left out where a longer way
 * shows it already. For light and dark.
 */
export const drawing = (rows: Box[][]): string => {
  const spots: Spot[][] = rows.map((boxes, row) =>
    boxes.map((box) => ({ row, x: 0, width: Math.max(116, 7.4 * box.name.length + 20), box })),
  )
  const placed = new Map(spots.flat().map((spot) => [spot.box!, spot]))
  const below = (from: Box) => [...from.uses].filter((to) => placed.get(to)!.row > placed.get(from)!.row)
  const arrows = rows.flat().flatMap((from) => {
    const implied = new Set(below(from).flatMap((to) => [...reachable(to, below)]))
    const drawn = below(from).filter((to) => !implied.has(to))
    return drawn.map((to) => pathOf(placed.get(from)!, placed.get(to)!, spots))
  })
  arrange(spots, arrows)
  const height = MARGIN * 2 + (rows.length - 1) * ROW + HEIGHT
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Floor plan">
<style>${STYLE}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
<rect class="paper" width="100%" height="100%"/>
${[...arrows.map(line), ...[...placed.values()].map(drawn)].join('\n')}
</svg>
`
}

const reachable = (from: Box, below: (box: Box) => Box[], seen = new Set<Box>()): Set<Box> => {
  for (const to of below(from)) if (!seen.has(to)) reachable(to, below, seen.add(to))
  return seen
}

/** An arrow over several rows has a spot on each between, so that it passes beside their boxes. */
const pathOf = (from: Spot, to: Spot, spots: Spot[][]): Spot[] => {
  const between = spots.slice(from.row + 1, to.row).map((row, at) => {
    const spot = { row: from.row + 1 + at, x: 0, width: 10 }
    row.push(spot)
    return spot
  })
  return [from, ...between, to]
}

/** Orders each row by where its neighbours stand, up and down a few times, and gives every spot its x. */
const arrange = (spots: Spot[][], arrows: Spot[][]): void => {
  const near = new Map<Spot, Spot[]>(spots.flat().map((spot) => [spot, []]))
  for (const path of arrows)
    for (let at = 1; at < path.length; at++) {
      near.get(path[at]!)!.push(path[at - 1]!)
      near.get(path[at - 1]!)!.push(path[at]!)
    }
  const middle = (spot: Spot) => {
    const all = near.get(spot)!
    return all.length > 0 ? all.reduce((sum, { x }) => sum + x, 0) / all.length : spot.x
  }
  spots.forEach(spread)
  for (let turn = 0; turn < 40; turn++)
    for (const row of turn % 2 ? spots.toReversed() : spots) {
      row.sort((a, b) => middle(a) - middle(b))
      spread(row)
    }
}

const spread = (row: Spot[]): void => {
  const used = row.reduce((sum, { width }) => sum + width, 0)
  const gap = (WIDTH - MARGIN * 2 - used) / (row.length + 1)
  let x = MARGIN
  for (const spot of row) {
    spot.x = Math.round(x + gap + spot.width / 2)
    x += gap + spot.width
  }
}

const top = ({ row }: Spot) => MARGIN + row * ROW

const line = (path: Spot[]): string => {
  const steps = path.slice(1).map((to, at) => {
    const from = path[at]!
    const bend = (ROW - HEIGHT) * 0.6
    const curve = `C${from.x} ${top(from) + HEIGHT + bend} ${to.x} ${top(to) - bend} ${to.x} ${top(to)}`
    return to.box ? curve : `${curve}V${top(to) + HEIGHT}`
  })
  return `<path class="arrow" d="M${path[0]!.x} ${top(path[0]!) + HEIGHT}${steps.join('')}" marker-end="url(#tip)"/>`
}

const drawn = (spot: Spot): string => {
  const { x, width, box } = spot
  const { name, files, lines } = box!
  return `<rect class="box" x="${x - width / 2}" y="${top(spot)}" width="${width}" height="${HEIGHT}" rx="6"/><text class="name" x="${x}" y="${top(spot) + 18}">${name}</text><text x="${x}" y="${top(spot) + 34}">${files} files · ${lines} lines</text>`
}

const STYLE = `text{font:11px system-ui,sans-serif;text-anchor:middle;fill:#57606a}.name{font-size:14px;font-weight:600;fill:#1b1f24}.paper{fill:#fff}.box{fill:#eef3f8;stroke:#7d8fa3}.arrow{fill:none;stroke:#8a98a8}.tip{fill:#8a98a8}@media(prefers-color-scheme:dark){text{fill:#b1bac4}.name{fill:#f0f3f6}.paper{fill:#0d1117}.box{fill:#1c2733;stroke:#5f7388}.arrow{stroke:#6b7d90}.tip{fill:#6b7d90}}`
