import type { Db } from '../db/client.ts'
import { organisation } from '../db/schema/index.ts'
import type { OpsDeps } from '../src/deps.ts'
import { makeBrand, makeDepartment, makeMember, makePerson, noon } from './factories.ts'

/** What a verb is given in a test: a real database, a clock that stands still unless moved, no network. */
export const testDeps = (db: Db, over: Partial<OpsDeps> = {}) => {
  const clock = { now: noon }
  const woken = { times: 0 }
  const deps: OpsDeps = {
    db,
    log: () => {},
    now: () => clock.now,
    publicUrl: 'http://127.0.0.1:8787',
    tokenKey: 'a key of at least thirty-two characters',
    chat: {},
    mail: { name: 'none', send: async () => {} },
    pictures: { put: async () => {}, get: async () => undefined, delete: async () => {} },
    webhookClient: { post: async () => {}, get: async () => '' },
    wake: () => {
      woken.times += 1
    },
    ...over,
  }
  const later = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms)
  }
  return { deps, clock, woken, later }
}

export const ask = {
  delayMinutes: 30,
  window: { from: '08:00', to: '20:00' },
  restDays: 30,
  reminderDays: 3,
  expiryDays: 14,
  excludedChannels: [],
}

/** An applied organisation: a brand, a department with two liaisons and a manager, and management above it. */
export const makeOrganisation = async (db: Db) => {
  await db.insert(organisation).values({ name: 'Nordly', ask, graceSeconds: 0, appliedAt: noon })
  const brand = await makeBrand(db, { key: 'nordly' })
  const department = await makeDepartment(db, {
    key: 'service',
    name: 'Customer Service',
    authority: { refund: { amount: 500, currency: 'SEK' }, discount: { amount: 300, currency: 'SEK' } },
    destination: { platform: 'slack', workspace: 'T0001', channel: 'C0001' },
  })
  const management = await makeDepartment(db, { key: 'management', kind: 'management', name: 'Management' })
  const anna = await makePerson(db, { name: 'Anna Berg', slackUser: 'UANNA' })
  const bo = await makePerson(db, { name: 'Bo Dahl', slackUser: 'UBO' })
  const maja = await makePerson(db, { name: 'Maja Ek', slackUser: 'UMAJA' })
  const boss = await makePerson(db, { name: 'Per Falk', slackUser: 'UPER' })
  await makeMember(db, { departmentKey: 'service', personId: anna.id, position: 0 })
  await makeMember(db, { departmentKey: 'service', personId: bo.id, position: 1 })
  await makeMember(db, { departmentKey: 'service', personId: maja.id, role: 'manager', position: 0 })
  await makeMember(db, { departmentKey: 'management', personId: boss.id, role: 'manager', position: 0 })
  return { brand, department, management, anna, bo, maja, boss }
}
