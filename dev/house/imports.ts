import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export type Room = { name: string; files: number; lines: number; uses: Set<string> }

const ENTRIES = /^src\/(edge|ops|node|cli|app|opsApp|server|env|edgeEnv)\.ts$/

/** The room of a file: a folder of `src` or beside it. What stands at the top of `src` is an entry, or shared by all. */
export const roomOf = (file: string): string => {
  const [top, folder, ...rest] = file.split('/')
  if (top !== 'src') return top!
  return rest.length > 0 ? folder! : ENTRIES.test(file) ? 'entries' : 'shared'
}

/** What a file imports of ours and uses when it runs, as paths from the root. Types don't count: they leave no trace. */
const valueImports = (file: string, text: string): string[] =>
  [...text.matchAll(/^(?:import|export)\s([^'";=]*?)\s*from\s+'(\.[^']+)'/gm)].flatMap(([, names, path]) => {
    const typesAlone = /^type\s/.test(names!) || /^\{(\s*type\s[^,}]+,?)*\s*\}$/.test(names!)
    return typesAlone ? [] : [normalize(join(dirname(file), path!))]
  })

/** Every room of the product: its files and lines, and whose values it uses. */
export const readRooms = (): Map<string, Room> => {
  const rooms = new Map<string, Room>()
  for (const top of ['src', 'integrations', 'db', 'surveys'])
    for (const name of readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(name)) continue
      const file = `${top}/${name}`
      const text = readFileSync(join(root, file), 'utf8')
      const at = roomOf(file)
      const room = rooms.get(at) ?? { name: at, files: 0, lines: 0, uses: new Set() }
      rooms.set(at, room)
      room.files++
      room.lines += text.split('\n').length - 1
      for (const path of valueImports(file, text)) if (roomOf(path) !== at) room.uses.add(roomOf(path))
    }
  return rooms
}
