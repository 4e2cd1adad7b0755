import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cli } from '../../dev/start/cli.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let applyExample: typeof import('../../dev/start/setUp.ts')['applyExample']
const home = mkdtempSync(join(tmpdir(), 'amends-set-up-'))
beforeAll(async () => {
  process.env.AMENDS_HOME = home // read once, when the module is loaded
  ;({ applyExample } = await import('../../dev/start/setUp.ts'))
  database = await freshDatabase()
})
afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await database?.end()
})

/** A set-up on the desk alone, so that no Slack is asked for people. */
const organisation = (name: string): string => {
  const file = join(home, `${name}.yaml`)
  const place = 'timeZone: Europe/Stockholm, hours: { mon-fri: 09:00-17:00 }, destination: { platform: desk }'
  writeFileSync(
    file,
    `
name: ${name}
brands:
  nordly:
    name: Nordly
    sender: { name: Nordly, address: care@nordly.example }
    replyTo: care@nordly.example
    colour: "#1f4e79"
    language: en
departments:
  billing: { name: Billing, ${place}, digestHour: 8, liaisons: [astrid@nordly.example], managers: [maja@nordly.example] }
management: { ${place}, digestHour: 8, people: [maja@nordly.example] }
people:
  - { name: Astrid Lund, email: astrid@nordly.example }
  - { name: Maja Berg, email: maja@nordly.example }
`,
  )
  return file
}
const start = (example: string) => applyExample(example, { DATABASE_URL: database.url })
const applied = async () => (await database.sql`select name from organisation`)[0]?.name

test('npm start applies the example, follows its changes, and never undoes a set-up applied by hand', async () => {
  expect(await start(organisation('Example'))).toBe('the example organisation')
  expect(await start(organisation('Example changed'))).toBe('the example organisation, as before')
  expect(await applied()).toBe('Example changed')

  await cli(['apply', organisation('Mine')], { DATABASE_URL: database.url })
  for (const _ of ['a restart', 'another'])
    expect(await start(organisation('Example'))).toBe('your own set-up stays as it was applied')
  expect(await applied()).toBe('Mine')

  rmSync(join(home, 'example-applied.json')) // a folder of before this was remembered
  expect(await start(organisation('Example'))).toBe('your own set-up stays as it was applied')
  expect(await applied()).toBe('Mine')
})
