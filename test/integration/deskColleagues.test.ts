import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { linkOf } from '../../src/links.ts'
import { partnerPages } from '../../src/pages/partner/routes.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

/** What people on the desk do with partners, reminders and each other; Slack’s are in the tests of each. */
let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeDesk(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
})

const hours = (n: number) => new Date(noon.getTime() + n * 3_600_000)
const open = async (over: object = {}) => {
  const id = await on.open(over)
  await setDeadlines(on.db, [id], on.clock.now)
  return id
}
const owned = () => open({ state: 'owned', ownerId: on.people.anna.id, takenAt: noon, apologisedAt: noon })
const at = async (time: Date) => {
  on.clock.now = time
  await sweepDeadlines(on.deps, { now: time })
  await jobs.covers!(on.deps, { now: time })
  await on.send()
}
const whose = async (id: string) =>
  (await on.sql`select accountable_id from cases where id = ${id}`)[0]!.accountable_id
const heard = async (id: string, timer: string) =>
  (
    await on.sql`select data from case_events where case_id = ${id} and kind = 'reminded' and data ->> 'timer' = ${timer} order by id`
  ).map(({ data }) => [data.level, data.to])

test('a partner is asked from the desk, accepts, is late, declines with an alternative, and loses the link', async () => {
  await on.sql`insert into partners (key, name, address, language, shares)
    values ('courier', 'Nordfrakt', 'ops@nordfrakt.example', 'nb', '{reference}')`
  const id = await owned()
  let anna = await on.signedIn(on.people.anna)
  const look = () => anna.go(`/desk/c/${id}`)
  const more = async (verb: string, values: Record<string, string>) => {
    await look()
    await anna.press('/desk/act', { verb: 'more' })
    await anna.fill({ verb })
    expect((await anna.fill(values)).status, anna.text()).toBe(200)
    expect(anna.at()).toBe(`/desk/c/${id}`)
  }
  const ask = async (deed: string) => {
    on.clock.now = new Date(on.clock.now.getTime() + 1000)
    await more('request', { department: 'partner courier', deed, due: '2026-03-13' })
    const [{ id: request }] = (await on.sql`
      select id from proposals where case_id = ${id} order by created_at desc limit 1`) as unknown as [
      { id: string },
    ]
    return { request, path: new URL(await linkOf(on.deps, 'partner', request)).pathname }
  }
  const answer = async (path: string, form: Record<string, string>) => {
    const body = new URLSearchParams({ form: randomUUID(), ...form })
    return (await partnerPages(on.deps).request(path, { method: 'POST', body })).status
  }

  const { path } = await ask('Please find parcel 77 and bring it tomorrow.')
  await on.send()
  expect(on.mails.find(({ to }) => to === 'ops@nordfrakt.example')!.text).toContain(path)
  expect(await answer(path, { step: 'accept', due: '2026-03-12' })).toBe(200)
  await at(new Date('2026-03-12T16:00:01Z'))
  expect(await heard(id, 'request')).toEqual([[1, 'Anna Berg']])
  anna = await on.signedIn(on.people.anna)
  await look()
  expect(anna.text()).toContain('Nordfrakt accepted the request')
  expect(anna.text()).toContain('Nordfrakt was to do by')
  expect(await answer(path, { step: 'done', words: 'Levert til naboen.' })).toBe(200)

  const other = await ask('Please bring a new lamp on Friday morning.')
  expect(await answer(other.path, { step: 'decline', words: 'Nei' })).toBe(422)
  expect(await answer(other.path, { step: 'decline', words: 'Vi kan komme på mandag.' })).toBe(200)
  const revoked = await ask('Please fetch the broken lamp next week.')
  await more('take-back', { request: revoked.request })
  expect(await answer(revoked.path, { step: 'accept', due: '2026-03-13' })).toBe(410)
  await look()
  for (const words of ['Levert til naboen.', 'Vi kan komme på mandag.', 'took back the request to Nordfrakt'])
    expect(anna.text()).toContain(words)
})

test('a reminder is put off on the desk once, until the promised date at most, and the manager sees it', async () => {
  const id = await open({ promiseDueAt: hours(4) })
  await at(hours(1))
  expect(await heard(id, 'take')).toEqual([[1, 'Anna Berg']])
  const [anna, maja] = [await on.signedIn(on.people.anna), await on.signedIn(on.people.maja)]
  await anna.go(`/desk/c/${id}`)
  expect(anna.text()).toContain('Snooze until Wed 11 Mar, 16:00')
  await anna.press('/desk/act', { verb: 'snooze' })
  expect(anna.text()).toContain('Put off until Wed 11 Mar, 16:00')
  expect(anna.page()).not.toContain('value="snooze"')
  await maja.go(`/desk/c/${id}`)
  expect(maja.text()).toContain('Anna Berg put this off until Wed 11 Mar, 16:00')
  await at(hours(3))
  expect(await heard(id, 'take')).toHaveLength(1)
  await at(hours(4))
  expect(await heard(id, 'take')).toEqual([
    [1, 'Anna Berg'],
    [1, 'Anna Berg'],
  ])
  await anna.go(`/desk/c/${id}`)
  expect(anna.page()).not.toContain('value="snooze"')
  await at(hours(28))
  expect(await heard(id, 'take')).toContainEqual([2, 'Maja Ek'])
})

test('a colleague takes somebody’s cases on the desk until a day once they accept, in a swap and in a leave', async () => {
  const id = await owned()
  let [anna, bo] = [await on.signedIn(on.people.anna), await on.signedIn(on.people.bo)]
  const say = async (text: string) => {
    await anna.go('/desk')
    await anna.press('/desk/say', { text })
    await on.send()
  }
  const answer = async (verb: string) => {
    await bo.go('/desk')
    await bo.go(/\/desk\/m\/[\w-]+(?="><b class="t">Will you take)/.exec(bo.page())![0])
    await bo.press('/desk/act', { verb })
    await on.send()
  }
  await say('Bo takes mine until Friday')
  expect(anna.text()).toContain('Bo Dahl is asked to take your cases')
  expect(await whose(id)).toBe(on.people.anna.id)
  await answer('accept-cover')
  expect(bo.text()).toContain('1 case is yours now')
  expect(await whose(id)).toBe(on.people.bo.id)
  await anna.go('/desk')
  expect(anna.text()).toContain('Bo Dahl has your 1 case until')
  await at(new Date('2026-03-12T23:00:00Z'))
  expect(await whose(id)).toBe(on.people.anna.id)

  ;[anna, bo] = [await on.signedIn(on.people.anna), await on.signedIn(on.people.bo)]
  await say('out of office until Monday, Bo covers')
  expect(anna.text()).toContain('Bo Dahl is asked to take your cases')
  await answer('decline-cover')
  await anna.go('/desk')
  expect(anna.text()).toContain('Bo Dahl can’t take your cases')
  await say('back')
  expect(anna.text()).toContain('Welcome back')
})
