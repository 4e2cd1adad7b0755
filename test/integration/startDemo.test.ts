import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let folder: string
let demo: typeof import('../../dev/start/demo.ts')['demo']
beforeAll(async () => {
  database = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'amends-demo-'))
  vi.stubEnv('AMENDS_HOME', folder)
  demo = (await import('../../dev/start/demo.ts')).demo
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await database?.end()
})

test('the demo says before it is filled that it takes a minute or two, and keeps what was refused to its log', async () => {
  const said: string[] = []
  const how = {
    say: (text: string) => void said.push(text),
    fill: async () => {
      expect(said.join()).toContain('takes a minute or two')
      return { said: '90 days with 5 contacts\n', complained: '2 deeds were refused:\nno\n' }
    },
  }
  expect(await demo({ DATABASE_URL: database.url }, how)).toBe('the demo, 90 days with 5 contacts')
  expect(readFileSync(join(folder, 'demo.log'), 'utf8')).toContain('2 deeds were refused')
  expect(existsSync(join(folder, 'demo.json'))).toBe(true)
  // Filled in already: nothing takes time
  expect(await demo({ DATABASE_URL: database.url }, how)).toMatch(/as it was filled in on .*5 contacts$/)
  expect(said).toHaveLength(1)
})
