import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const folder = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'integrations/slack/README.md',
  'integrations/teams/README.md',
  'src/desk/README.md',
  ...folder.map((name) => `docs/${name}`),
]

const exists = (path: string) => ['', '.ts', '.tsx'].some((end) => existsSync(join(root, path + end)))
const TOP = 'src|integrations|db|surveys|test|dev|bench|docs'
/** A path from the root, and a name of code without its room's `src/`: `cases/open`, `decide.ts`. */
const PATH = new RegExp(`(?<![\\w/.-])((?:${TOP})/[\\w./-]*\\w)`, 'g')
const CODE = /`([a-z]\w*(?:\/\w+)+(?:\.tsx?)?|\w+\.tsx?)`/g
const MEDIA_TYPE = /^(?:text|image|application)\/[a-z]+$/
const inRooms = ['src', 'integrations'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }),
)

/** The paths and names of code of a document that lead nowhere. */
const lost = (text: string): string[] => {
  const paths = [...text.matchAll(PATH)].map(([, path]) => path!).filter((path) => !exists(path))
  const names = [...text.matchAll(CODE)]
    .map(([, name]) => name!)
    .filter((name) => !new RegExp(`^(${TOP})/`).test(name))
    .filter((name) => !exists(`src/${name}`) && !exists(name) && !MEDIA_TYPE.test(name))
    .filter((name) => name.includes('/') || !inRooms.some((file) => file.endsWith(`/${name}`)))
  return [...paths, ...names]
}

test.each(documents)('every path that %s names exists', (file) => {
  expect(lost(read(file))).toEqual([])
})

test('a path that leads nowhere is found, whichever way it is written', () => {
  const text =
    'See src/gone/away.ts, `cases/gone`, `gone.ts` and `src/cases/gone`; not `src/cases/open` or `open.ts`.'
  expect(lost(text)).toEqual(['src/gone/away.ts', 'src/cases/gone', 'cases/gone', 'gone.ts'])
})

test.each(documents)('every page and heading that %s links to exists', (file) => {
  const links = [...read(file).matchAll(/(?:\]\(|src=")(?!https?:)([^)"#]*)(?:#([^)"]*))?/g)]
  const missing = links.filter(([, page, heading]) => {
    const target = page ? join(dirname(file), page) : file
    if (!exists(target)) return true
    return heading ? !headings(read(target)).includes(heading) : false
  })
  expect(missing.map(([link]) => link)).toEqual([])
})

/** As GitHub makes anchors of headings. */
const headings = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

test.each(documents)('every script that %s names is one of package.json', (file) => {
  const { scripts } = JSON.parse(read('package.json'))
  const named = [...read(file).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name!)
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})

test('every dependency says in ARCHITECTURE.md why it is there', () => {
  const table = read('ARCHITECTURE.md').split('## Why each dependency')[1]!.split('\n## ')[0]!
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith('@types/'),
  )
  expect(names.filter((name) => !table.includes(name))).toEqual([])
})

test('README has at most 150 lines', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(151)
})

test('every room of the product is in the floor plan’s picture and in ARCHITECTURE.md', () => {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((one) => one.isDirectory())
  const names = [...rooms.map(({ name }) => name), 'integrations', 'db', 'surveys']
  const picture = read('docs/pictures/house.svg')
  expect(
    names.filter((name) => !picture.includes(`>${name}<`)),
    'npm run house',
  ).toEqual([])
  expect(names.filter((name) => !read('ARCHITECTURE.md').includes(`\`${name}\``))).toEqual([])
})
