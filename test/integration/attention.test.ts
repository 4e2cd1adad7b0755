import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '../../db/client.ts'
import { loadCase, loadToChange } from '../../src/cases/caseFile.ts'
import { digestNow } from '../../src/digests/now.ts'
import { makeOrganisation } from '../deps.ts'
import { linesOf } from '../digests.ts'
import { makeCase, noon } from '../factories.ts'
import { lookedAt } from '../looked.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let db: Db
let found: string
beforeAll(async () => {
  database = await freshDatabase()
  const { anna } = await makeOrganisation(database.db)
  const one = { brandKey: 'nordly', departmentKey: 'service', accountableId: anna.id }
  found = (await makeCase(database.db, one)).id
  // An endpoint that is down, a mail of this case, and a digest that its channel refused
  await database.sql`insert into outbox (kind, destination, state, payload, due_at, created_at, settled_at)
    select 'webhook', 'webhook:crm', 'failed', jsonb_build_object('id', n), ${noon}, ${noon}, ${noon} from generate_series(1, 5000) n
    union all select 'case mail', 'mail', 'failed', jsonb_build_object('case', ${found}::text), ${noon}, ${noon}, ${noon}
    union all select 'digest', 'slack:T0001:C0001', 'failed', '{}', ${noon}, ${noon}, ${noon}`
  await database.sql`analyze outbox`
  db = connect(database.url, { max: 1 })
})
afterAll(async () => {
  await db.$client.end()
  await database.end()
})

test('a card and a digest look at few messages however many deliveries failed, and see those of their cases', async () => {
  const acts: Record<string, () => Promise<unknown>> = {
    'a card': async () => expect((await loadCase(db, found)).mailFailedAt).toEqual(noon),
    'a change': () => loadToChange(db, found),
    'a digest': async () => {
      const { card } = await digestNow({ db, publicUrl: '' }, { department: 'service', now: noon })
      expect(linesOf(card).join('\n')).toMatch(/\b2 messages/)
    },
  }
  for (const [what, act] of Object.entries(acts)) {
    await act()
    const before = await lookedAt(db.$client, 'outbox')
    await act()
    const rows = (await lookedAt(db.$client, 'outbox')) - before
    console.log(`${what}: ${rows} messages looked at`)
    expect(rows).toBeLessThan(100)
  }
})
