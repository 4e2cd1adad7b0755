import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { LEVELS, roomOf, valuesFrom } from '../../dev/levels.ts'
import { chatSettings } from '../../integrations/chatSettings.ts'

const root = resolve(import.meta.dirname, '../..')
const filesIn = (folders: string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  )
const files = filesIn(['src', 'integrations', 'db', 'surveys'])

/** What a file imports: paths from the root for our own, bare names for packages. */
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export)\s[^'";=]*?from\s+'([^']+)'/gm)].map(
    ([, name]) => (name!.startsWith('.') ? relative(root, join(root, dirname(file), name!)) : name!),
  )
const valuesOf = (file: string) => valuesFrom(file, readFileSync(join(root, file), 'utf8'))
const importing = (of: RegExp, forbidden: RegExp, except = /^$/) =>
  files
    .filter((file) => of.test(file) && !except.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => forbidden.test(name))
        .map((name) => `${file} -> ${name}`),
    )

const ENTRIES = /^src\/(edge|ops|node|serve|cli|cli\/.*|app|opsApp)\.tsx?$/

test('no file of the product is longer than 200 lines', () => {
  const long = [...files, ...filesIn(['dev', 'bench'])].flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length
    return lines > 200 ? [`${file}: ${lines}`] : []
  })
  expect(long).toEqual([])
})

test('surveys import nothing', () => {
  expect(importing(/^surveys\//, /^(?!surveys\/)/)).toEqual([])
})

test('db imports drizzle and postgres alone', () => {
  expect(
    importing(/^db\//, /^(?!db\/|drizzle-orm|postgres$|node:)/).filter(
      (found) =>
        !/-> (surveys\/survey|integrations\/chat|src\/discoveries\/discovery|src\/cases\/events)\.ts$/.test(
          found,
        ),
    ),
  ).toEqual([])
})

test('integrations know neither the product nor its database', () => {
  expect(importing(/^integrations\//, /^(src|db|surveys)\//)).toEqual([])
})

test('other rooms know the desk as a chat platform alone: entries make it, kinds and jobs send and sweep', () => {
  const except = /^src\/(ops|node|jobs\/.*|cli\/apply|desk\/.*)\.tsx?$/
  expect(importing(/^src\//, /^src\/desk\//, except)).toEqual([])
})

test('edge hands what every chat platform asks for to ops', () => {
  const edge = readFileSync(join(root, 'src/edge.ts'), 'utf8')
  const paths = /TO_OPS = \/\^\\\/\(([^)]*)\)/.exec(edge)?.[1]?.split('|')
  expect(paths).toEqual(expect.arrayContaining(['desk', ...Object.keys(chatSettings)]))
})

test('verbs know no web framework and no platform', () => {
  const rooms =
    /^src\/(setup|addresses|contacts|invitations|responses|cases|apologies|callbacks|complaints|conversations|customers|handovers|records|remedies|requests|render|staff|insight|digests|outbox|mails|webhooks|care|directory|kudos|pictures)\//
  expect(
    importing(
      rooms,
      /^hono(?!\/(?:jsx|html)$)|^@slack|^@microsoft|^integrations\/(slack|teams|index)|^src\/(api|pages)\//,
    ),
  ).toEqual([])
})

test('api and pages hold no SQL but through verbs', () => {
  const allowed = /^src\/api\/(health|helpdesks|idempotency)\.ts$/
  expect(importing(/^src\/(api|pages)\//, /^db\/(?!migrations)|^drizzle-orm|^postgres$/, allowed)).toEqual([])
})

test('only entries wire clients', () => {
  expect(
    importing(/^src\//, /^db\/client\.ts$/).filter(
      (found) =>
        !ENTRIES.test(found.split(' ')[0]!) &&
        /import \{ connect/.test(readFileSync(join(root, found.split(' ')[0]!), 'utf8')),
    ),
  ).toEqual([])
  expect(
    importing(/^src\//, /^integrations\/(index|mail\/smtp|webhooks\/(pinned|fetched))\.ts$/, ENTRIES),
  ).toEqual([])
})

test('no verb reads the clock', () => {
  const reading = files.filter(
    (file) =>
      /^src\//.test(file) &&
      !ENTRIES.test(file) &&
      /new Date\(\)|Date\.now\(\)/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(reading).toEqual([])
})

test('rooms take values only from rooms below them', () => {
  const level = (file: string) => LEVELS.findIndex((rooms) => rooms.includes(roomOf(file)))
  expect(files.filter((file) => level(file) < 0)).toEqual([])
  const upwards = files.flatMap((file) =>
    valuesOf(file)
      .filter((from) => roomOf(from) !== roomOf(file) && level(from) <= level(file))
      .map((from) => `${file} -> ${from}`),
  )
  expect(upwards).toEqual([])
})

test('no files take values from each other in a circle', () => {
  const circles: string[] = []
  const done = new Set<string>()
  const walk = (file: string, way: string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '))
    if (done.has(file) || way.includes(file)) return
    for (const from of valuesOf(file)) walk(from, [...way, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(circles).toEqual([])
})
