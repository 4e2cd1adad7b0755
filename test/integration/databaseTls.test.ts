import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { own } from '../../dev/postgres/user.ts'
import { type RunningPostgres, startPostgres } from '../../dev/postgres.ts'
import { run } from '../../src/cli/run.ts'
import { noon } from '../factories.ts'

const given = join(import.meta.dirname, '../fixtures/tls')
const ca = join(given, 'ca.pem')
let folder: string
let server: RunningPostgres
beforeAll(async () => {
  folder = own(mkdtempSync(join(tmpdir(), 'amends-tls-')))
  for (const name of ['server.pem', 'server.key']) copyFileSync(join(given, name), join(folder, name))
  const { chmodSync } = await import('node:fs')
  chmodSync(own(join(folder, 'server.key')), 0o600)
  own(join(folder, 'server.pem'))
  server = await startPostgres({
    fast: true,
    settings: {
      ssl: 'on',
      ssl_cert_file: join(folder, 'server.pem'),
      ssl_key_file: join(folder, 'server.key'),
    },
  })
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const amends = async (args: string[], url: string) => {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const io = { env: { DATABASE_URL: url }, cwd: '/', localEnv: '/none', now: () => noon, out: say, err: say }
  return { code: await run(args, io), said: said.join('\n') }
}
const at = (host: string, query: string) => `postgres://amends:x@${host}:${server.port}/amends${query}`

test('a checked certificate is enough to migrate and list, with what providers add to the string', async () => {
  const url = at('localhost', `?sslmode=verify-full&sslrootcert=${ca}&channel_binding=require`)
  const migrated = await amends(['migrate'], url)
  expect(migrated).toMatchObject({ code: 0, said: expect.stringContaining('channel_binding is left out') })
  expect(await amends(['keys', 'list'], url)).toMatchObject({ code: 0 })
})

test('a certificate of an authority that is not known is refused, in a sentence', async () => {
  const { code, said } = await amends(['keys', 'list'], at('localhost', '?sslmode=verify-full'))
  expect(code).toBe(1)
  expect(said).toContain('is not trusted')
  expect(said).toContain('sslrootcert=FILE')
  expect(said).not.toMatch(/\n\s+at /)
})

test('a good certificate of another name is refused by verify-full, an address too, and taken by verify-ca', async () => {
  // It is for localhost: the driver alone checks an address against that name
  const { code, said } = await amends(
    ['keys', 'list'],
    at('127.0.0.1', `?sslmode=verify-full&sslrootcert=${ca}`),
  )
  expect([code, said]).toEqual([1, expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID')])
  expect(
    await amends(['keys', 'list'], at('127.0.0.1', `?sslmode=verify-ca&sslrootcert=${ca}`)),
  ).toMatchObject({ code: 0 })
})

test('require encrypts, checks nobody, and says so', async () => {
  expect(await amends(['keys', 'list'], at('127.0.0.1', '?sslmode=require'))).toMatchObject({
    code: 0,
    said: expect.stringContaining('sslmode=require does not check whom it talks to'),
  })
})

test('several hosts: the first that answers and takes writes', async () => {
  const url = `postgres://amends:x@127.0.0.1:1,localhost:${server.port}/amends?sslmode=verify-full&sslrootcert=${ca}`
  expect(await amends(['keys', 'list'], url)).toMatchObject({ code: 0 })
})

test('a server without TLS is said to be one', async () => {
  const plain = await startPostgres({ fast: true })
  const { code, said } = await amends(['keys', 'list'], `${plain.url}?sslmode=verify-full`)
  await plain.stop()
  expect(code).toBe(1)
  expect(said).toContain('speaks no TLS')
})

test('what the server says of a wrong setting or too few rights is a sentence', async () => {
  const url = at('127.0.0.1', '?sslmode=disable')
  expect((await amends(['keys', 'list'], `${url}&options=-c%20no_such=1`)).said).toContain(
    'says: unrecognized configuration parameter',
  )
  expect((await amends(['migrate'], `${url.replace('/amends?', '/nowhere?')}`)).said).toContain(
    'There is no database nowhere',
  )
})
