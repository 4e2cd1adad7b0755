import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Box, drawing } from './house/drawing.ts'
import { LEVELS, roomOf, valuesFrom } from './levels.ts'
import { root } from './workers/configure.ts'

/** `npm run house`: draws docs/pictures/house.svg from the imports, and prints each room's files and lines. */
const rows = boxes()
writeFileSync(join(root, 'docs/pictures/house.svg'), drawing(rows))
for (const row of rows)
  for (const { name, files, lines } of row)
    console.log(`${name.padEnd(52)}${String(files).padStart(4)} files${String(lines).padStart(6)} lines`)

/** A box a folder. Files at the top of `src` share the box of their level, and levels of such files alone share one. */
function boxes(): Box[][] {
  const folders = new Set(
    readdirSync(join(root, 'src'), { withFileTypes: true }).flatMap((one) =>
      one.isDirectory() ? [one.name] : [],
    ),
  )
  const isFolder = (room: string) => folders.has(room) || ['integrations', 'db', 'surveys'].includes(room)
  const rows: { folders: string[]; files: string[] }[] = []
  for (const level of LEVELS) {
    const row = { folders: level.filter(isFolder), files: level.filter((room) => !isFolder(room)) }
    const before = rows.at(-1)
    if (before && before.folders.length + row.folders.length === 0) before.files.push(...row.files)
    else rows.push(row)
  }
  const boxOf = new Map<string, Box>()
  const made = rows.map(({ folders, files }) =>
    [...folders.map((room) => [room]), ...(files.length > 0 ? [files] : [])].map((rooms) => {
      const box: Box = { name: rooms.join(', '), files: 0, lines: 0, uses: new Set() }
      for (const room of rooms) boxOf.set(room, box)
      return box
    }),
  )
  for (const file of filesOf(['src', 'integrations', 'db', 'surveys'])) {
    const box = boxOf.get(roomOf(file))!
    const text = readFileSync(join(root, file), 'utf8')
    box.files++
    box.lines += text.split('\n').length - 1
    for (const from of valuesFrom(file, text)) box.uses.add(boxOf.get(roomOf(from))!)
  }
  return made
}

function filesOf(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
}
