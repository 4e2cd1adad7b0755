import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dropAuditPartitions, makeAuditPartitions } from '../../db/auditPartitions.ts'
import { audit, mark, networkOf, OPERATOR } from '../../src/audit/audit.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.end())
beforeEach(() => database.sql`truncate audit_log`)

const id = '00000000-0000-4000-8000-000000000001'
const rows = () => database.sql`
  select kind, by_kind, by_id, subject_kind, subject_id, door, network, facts from audit_log order by id`

test('a deed is kept with who did it, to what, and from which network', async () => {
  await audit(database.db, {
    kind: 'customer.exported',
    by: { kind: 'person', id },
    from: { door: 'desk', address: '203.0.113.77' },
    id,
    facts: { withheld: 2 },
    now: noon,
  })
  expect(await rows()).toEqual([
    {
      kind: 'customer.exported',
      by_kind: 'person',
      by_id: id,
      subject_kind: 'customer',
      subject_id: id,
      door: 'desk',
      network: '203.0.113.0/24',
      facts: { withheld: 2 },
    },
  ])
})

test('a deed that is rolled back leaves no row', async () => {
  const undone = database.db.transaction(async (tx) => {
    await audit(tx, { kind: 'key.revoked', ...OPERATOR, id, facts: {}, now: noon })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await rows()).toEqual([])
})

test('words that get in by mistake are kept as a hash', async () => {
  await audit(database.db, {
    kind: 'signin.refused',
    by: { kind: 'stranger' },
    from: { door: 'desk' },
    id: 'anna@nordly.example',
    facts: { method: 'oidc', reason: 'Anna is not listed' },
    now: noon,
  })
  const text = JSON.stringify(await rows())
  expect(text).not.toMatch(/anna|listed/i)
  expect(text).toContain(mark('Anna is not listed'))
})

test('no address is kept whole', () => {
  expect(
    [
      '198.51.100.9',
      '::ffff:198.51.100.9',
      '2001:db8:85a3::8a2e:370:7334',
      '2001:db8::1',
      '::1',
      'fe80::1%eth0',
      'unknown',
      undefined,
    ].map(networkOf),
  ).toEqual([
    '198.51.100.0/24',
    '198.51.100.0/24',
    '2001:db8:85a3::/48',
    '2001:db8:0::/48',
    '0:0:0::/48',
    'fe80:0:0::/48',
    null,
    null,
  ])
})

test('months are made ahead, and those that are old enough are dropped whole', async () => {
  const { sql } = database
  await sql`create table audit.m2020_01 partition of audit_log for values from ('2020-01-01Z') to ('2020-02-01Z')`
  const at = (now: string) =>
    audit(database.db, { kind: 'key.revoked', ...OPERATOR, id, facts: {}, now: new Date(now) })
  await at('2020-01-15T12:00:00Z')
  await at('2019-12-15T12:00:00Z')
  await at('2021-06-01T12:00:00Z')
  await makeAuditPartitions(sql)
  await makeAuditPartitions(sql)
  const [{ n }] = (await sql`
    select count(*)::int as n from pg_inherits where inhparent = 'audit_log'::regclass`) as unknown as [
    { n: number },
  ]
  expect(n).toBe(15)
  expect(await dropAuditPartitions(sql, new Date('2020-01-31T00:00:00Z'))).toEqual([])
  expect(await dropAuditPartitions(sql, new Date('2020-02-01T00:00:00Z'))).toEqual(['2020-01'])
  expect(await sql`select at from audit_log`).toEqual([{ at: new Date('2021-06-01T12:00:00Z') }])
})
