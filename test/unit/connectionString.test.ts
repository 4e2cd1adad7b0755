import { describe, expect, test } from 'vitest'
import { readConnectionString } from '../../db/connectionString.ts'
import { serverOf } from '../../integrations/mail/connect.ts'
import { parseEdgeEnv } from '../../src/edgeEnv.ts'

const read = (text: string) => readConnectionString(text)
// biome-ignore lint/suspicious/noExplicitAny: the driver's types know fewer of its options
const optionsOf = (text: string) => read(text).options as Record<string, unknown> & { ssl: any }

describe('a connection string as a provider gives it', () => {
  test.each([
    [
      'Neon',
      'postgresql://shop_owner:npg_a1B2@ep-cool-1-pooler.eu-central-1.aws.neon.tech/shop?sslmode=require&channel_binding=require',
      ['require', 'channel_binding'],
    ],
    [
      'Neon, for clients without SNI',
      'postgres://me:x@ep-cool-1.neon.tech/shop?options=endpoint%3Dep-cool-1&sslmode=verify-full',
      [],
    ],
    [
      'Supabase, pooler',
      'postgres://postgres.abcd:x@aws-0-eu-west-1.pooler.supabase.com:6543/postgres?pgbouncer=true&connection_limit=1',
      ['no sslmode', 'connection_limit'],
    ],
    [
      'Supabase by Vercel',
      'postgres://postgres.abcd:x@aws-0-eu.pooler.supabase.com:6543/postgres?sslmode=require&supa=base-pooler.x',
      ['require', 'supa'],
    ],
    [
      'RDS',
      'postgres://amends:x@db.abc.eu-north-1.rds.amazonaws.com:5432/amends?sslmode=verify-full&sslrootcert=test/fixtures/tls/ca.pem',
      [],
    ],
    [
      'RDS with its root and require',
      'postgres://a:x@db.example/a?sslmode=require&sslrootcert=test/fixtures/tls/ca.pem',
      [],
    ],
    [
      'Azure',
      'postgres://amends%40srv:x@srv.postgres.database.azure.com:5432/postgres?sslmode=require',
      ['require'],
    ],
    ['Heroku', 'postgres://u:p@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d1?sslmode=no-verify', ['require']],
    ['Heroku, node style', 'postgres://u:p@ec2.example/d1?ssl=true', []],
    ['Crunchy', 'postgres://application:x@p.abc.db.postgresbridge.com:5432/postgres', ['no sslmode']],
    [
      'Prisma',
      'postgresql://me:x@db.example:5432/shop?schema=public&connection_limit=5&pool_timeout=10&sslaccept=strict&sslmode=verify-full',
      ['schema', 'connection_limit', 'pool_timeout', 'sslaccept'],
    ],
    [
      'node-postgres',
      'postgres://me:x@db.example/shop?uselibpqcompat=true&sslmode=require',
      ['require', 'uselibpqcompat'],
    ],
    [
      'JDBC parameters',
      'postgres://me:x@db.example/shop?ssl=true&prepareThreshold=0&currentSchema=public',
      ['currentSchema'],
    ],
    [
      'libpq parameters',
      'postgres://me@db.example/shop?sslmode=verify-full&keepalives=1&gssencmode=disable',
      ['keepalives', 'gssencmode'],
    ],
  ])('%s is read; what is left out is told', (_, text, told) => {
    const { options, notes } = read(text)
    expect(notes.map((note) => told.findIndex((part) => note.includes(part)))).toEqual(told.map((_, n) => n))
    // Only these go to the server, which refuses what it does not know
    expect(
      Object.keys(options.connection ?? {}).filter((name) => !/^(application_name|options)$/.test(name)),
    ).toEqual([])
    expect(options.database).toBe(new URL(text).pathname.slice(1))
  })

  test('the parts are what libpq takes them for', () => {
    expect(optionsOf('postgres://me:p%40ss%2Fw%25rd@db.example:6432/my%20shop')).toMatchObject({
      host: ['db.example'],
      port: [6432],
      user: 'me',
      password: 'p@ss/w%rd',
      database: 'my shop',
    })
    expect(optionsOf('postgres://me:p@ss@db.example/shop')).toMatchObject({
      host: ['db.example'],
      password: 'p@ss',
    })
    expect(optionsOf('postgres://[2001:db8::1]:6432/shop')).toMatchObject({
      host: ['2001:db8::1'],
      port: [6432],
    })
    expect(optionsOf('postgres:///shop?host=/var/run/postgresql')).toMatchObject({
      path: '/var/run/postgresql/.s.PGSQL.5432',
      ssl: false,
    })
    expect(optionsOf('postgres://me@/shop?host=/run/pg&port=6000')).toMatchObject({
      path: '/run/pg/.s.PGSQL.6000',
      user: 'me',
    })
    expect(optionsOf('postgres://%2Fvar%2Frun%2Fpostgresql/shop')).toMatchObject({
      path: '/var/run/postgresql/.s.PGSQL.5432',
    })
    expect(
      optionsOf('postgres://a:x@one.example:6001,two.example:6002/shop?sslmode=verify-full'),
    ).toMatchObject({
      host: ['one.example', 'two.example'],
      port: [6001, 6002],
      target_session_attrs: 'read-write',
    })
    expect(optionsOf('postgres://a@db.example/shop?target_session_attrs=any')).not.toHaveProperty(
      'target_session_attrs',
    )
    expect(optionsOf('postgres://a@db.example/shop?pgbouncer=true')).toMatchObject({ prepare: false })
    expect(optionsOf('postgres://a@db.example/shop?connect_timeout=5')).toMatchObject({ connect_timeout: 5 })
    expect(read('postgres://me:hush@one.example:1,two.example/shop').place).toEqual({
      hosts: 'one.example:1, two.example:5432',
      user: 'me',
      database: 'shop',
    })
  })

  test('a TLS mode means what it means to libpq', () => {
    const tls = (query: string) => optionsOf(`postgres://a@db.example/shop${query}`).ssl
    expect(tls('')).toBe('prefer')
    expect(tls('?sslmode=disable')).toBe(false)
    expect(tls('?sslmode=require')).toMatchObject({ rejectUnauthorized: false })
    expect(tls('?sslmode=verify-full')).toMatchObject({ rejectUnauthorized: true })
    expect(
      tls('?sslmode=verify-full').checkServerIdentity('db.example', {
        subjectaltname: 'DNS:other.example',
        subject: {},
      }),
    ).toBeInstanceOf(Error)
    expect(tls('?sslmode=verify-ca').checkServerIdentity('db.example', { subject: {} })).toBeUndefined()
    expect(tls('?sslrootcert=system&sslmode=require')).toMatchObject({ rejectUnauthorized: true })
    expect(tls('?sslrootcert=test/fixtures/tls/ca.pem&sslmode=require')).toMatchObject({
      rejectUnauthorized: true,
      ca: expect.anything(),
    })
    expect(optionsOf('postgres://a@127.0.0.1/shop').ssl).toBe(false)
  })

  test.each([
    ['mysql://a@b/c', 'it is not postgres://'],
    ['postgres://', ''],
    ['postgres://me:pa/ss@db.example/shop', 'percent-encoded'],
    ['postgres://me:100%@db.example/shop', '%25'],
    ['postgres://me:p@db.example:99999/shop', 'a port is a number'],
    ['postgres://me:p@db.example:port/shop', 'a port is a number'],
    ['postgres://me:p@db.example/shop?sslmode=strict', 'sslmode is one of'],
    ['postgres://me:p@db.example/shop?sslrootcert=/none/ca.pem', "the file /none/ca.pem can't be read"],
    ['postgres://me:p@db.example/shop?target_session_attrs=best', 'target_session_attrs is one of'],
  ])('%s is refused in a sentence that holds no password', (text, why) => {
    if (!why) return expect(read(text).options.host).toEqual(['localhost'])
    const refused = () => read(text)
    expect(refused).toThrow(why)
    expect(refused).not.toThrow(/me:|100%@|pa\/ss/)
  })
})

describe('the other addresses among the settings', () => {
  test('a mail server with parameters of other programs is read, and they are told', () => {
    expect(serverOf('smtps://me%40shop.example:p%2Fw@mail.example?pool=true&requireTls=true')).toMatchObject({
      auth: { user: 'me@shop.example', pass: 'p/w' },
      startTls: 'required',
      notes: ['pool is left out: it is not known here'],
    })
    expect(serverOf('smtp://mail.example?requireTls=no').startTls).toBe('if offered')
    expect(() => serverOf('smtp://me:100%@mail.example')).toThrow('%25')
    expect(() => serverOf('smtp://me:pa/ss@mail.example')).toThrow('percent-encoded')
    expect(() => serverOf('smtp://mail.example?requireTls=maybe')).toThrow('requireTls is 1 or 0')
  })
  test('the public address has no user, question mark or hash, and its slashes at the end go', () => {
    const publicUrl = (PUBLIC_URL: string) =>
      parseEdgeEnv({ PUBLIC_URL, TOKEN_KEY: 'k'.repeat(32) }).PUBLIC_URL
    expect(publicUrl('https://amends.example.com//')).toBe('https://amends.example.com')
    for (const wrong of [
      'https://a.example/?x=1',
      'https://a.example/#x',
      'https://me:pw@a.example',
      'https://a b.example',
    ])
      expect(() => publicUrl(wrong), wrong).toThrow('PUBLIC_URL is wrong')
  })
})
