import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestPlans, digests, outbox } from '../../db/schema/index.ts'
import type { Digest } from '../../src/digests/digest.ts'
import { sendDigests } from '../../src/digests/send.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { act } from '../../src/staff/act.ts'
import { linesOf } from '../digests.ts'
import { makeDepartment, makeResponse } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage } from './turnsStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeStage>>
const at = (iso: string) => new Date(iso)

beforeEach(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
  // Digests of the two departments alone, unless a test wants the others
  await database.sql`update departments set active = false where kind = 'management'`
})
afterEach(() => database.end())

const answer = (answeredAt: string, score: number, over: object = {}) =>
  makeResponse(database.db, {
    contact: { brandKey: 'nordly', departmentKey: 'service' },
    answeredAt: at(answeredAt),
    score,
    ...over,
  })
const tick = async (iso: string) => {
  on.clock.now = at(iso)
  await rollUp(on.deps)
  return (await sendDigests(on.deps, { now: at(iso) })).map(
    ({ department, edition }) => `${department} ${edition}`,
  )
}
const plan = (over: object) =>
  database.db.insert(digestPlans).values({
    departments: ['service'],
    editions: ['daily'],
    since: at('2026-01-01T00:00:00Z'),
    changedBy: on.people.maja.id,
    ...over,
  } as typeof digestPlans.$inferInsert)
const made = async (edition: string) =>
  (await database.db.select().from(digests))
    .filter((row) => row.edition === edition && row.departmentKey === 'service')
    .map(({ digest }) => digest as Digest)
const click = (user: string, verb: string, subject: string) =>
  act(on.deps)({ kind: 'click', by: { platform: 'slack', workspace: 'T0001', user }, verb, subject })
const settings = (user: string, values: Record<string, string | string[]>) =>
  act(on.deps)({
    kind: 'submit',
    by: { platform: 'slack', workspace: 'T0001', user },
    verb: 'digest-settings',
    subject: '',
    formId: crypto.randomUUID(),
    values,
  })
const posted = () =>
  on.shown.filter(({ thread }) => !thread).map(({ to, card }) => ({ to, lines: linesOf(card) }))

test('a week is told on its first working day, a month on its first, each once, with a chart over its period', async () => {
  await plan({ departmentKey: 'service', editions: ['weekly', 'monthly'] })
  await database.sql`update departments set since = '2026-02-01T00:00:00Z', holidays = '["2026-03-09"]' where key = 'service'`
  await answer('2026-03-08T22:59:00Z', 5)
  await answer('2026-03-08T23:01:00Z', 1)
  await answer('2026-02-28T12:00:00Z', 4)
  await tick('2026-03-02T08:00:00Z')
  // Monday is a holiday: Tuesday has it
  expect((await tick('2026-03-09T12:00:00Z')).filter((one) => /service/.test(one))).toEqual([])
  expect((await tick('2026-03-10T12:00:00Z')).filter((one) => /service/.test(one))).toEqual([
    'service weekly',
  ])
  expect((await tick('2026-03-11T12:00:00Z')).filter((one) => /service/.test(one))).toEqual([])
  expect((await made('weekly')).map(({ from, to, answers }) => [from, to, answers.n])).toEqual([
    ['2026-02-23', '2026-03-01', 1],
    ['2026-03-02', '2026-03-08', 1],
  ])
  expect((await made('monthly')).map(({ from, to, answers }) => [from, to, answers.n])).toEqual([
    ['2026-02-01', '2026-02-28', 1],
  ])
  expect((await made('weekly'))[1]!.points).toHaveLength(12)
  expect((await made('weekly'))[1]!.points.at(-1)).toEqual({
    from: '2026-03-02',
    n: 1,
    satisfied: 1,
    dissatisfied: 0,
  })
})

test('a weekly digest that was missed for three weeks is late and not lost: the next covers them all', async () => {
  await plan({ departmentKey: 'service', editions: ['weekly'] })
  await tick('2026-03-02T12:00:00Z')
  await tick('2026-03-23T12:00:00Z')
  expect((await made('weekly')).map(({ from, to }) => [from, to])).toEqual([
    ['2026-02-23', '2026-03-01'],
    ['2026-03-02', '2026-03-22'],
  ])
})

test('a manager chooses from chat to have it alone, weekly and at another hour; the channel keeps its own', async () => {
  const form = await click('UMAJA', 'digest-settings', '')
  expect(form.kind === 'form' && form.form.fields.map(({ name }) => name)).toEqual([
    'place',
    'departments',
    'editions',
    'hour',
  ])
  on.clock.now = at('2026-03-05T09:00:00Z')
  expect(
    await settings('UMAJA', {
      place: 'direct',
      departments: ['service'],
      editions: ['daily', 'weekly'],
      hour: '13',
    }),
  ).toMatchObject({ kind: 'done', notice: 'Saved.' })
  await tick('2026-03-06T09:00:00Z')
  expect(await tick('2026-03-06T11:59:00Z')).toEqual([])
  expect(await tick('2026-03-06T12:00:00Z')).toEqual(['service daily'])
  await on.send()
  expect(posted().filter(({ to }) => to === 'UMAJA')).toHaveLength(1)
  expect(await tick('2026-03-09T12:00:00Z')).toEqual(expect.arrayContaining(['service weekly']))
  // Set back: none alone
  await settings('UMAJA', { place: 'direct', departments: ['service'], editions: [], hour: 'usual' })
  expect(await database.db.select().from(digestPlans)).toEqual([])
})

test('a manager moves the channel’s hour, or ends its digest; organisation.yaml’s hour stays the default', async () => {
  await settings('UMAJA', { place: 'channel', departments: ['service'], editions: ['daily'], hour: '15' })
  expect((await tick('2026-03-11T09:00:00Z')).filter((one) => /service/.test(one))).toEqual([])
  expect((await tick('2026-03-11T14:00:00Z')).filter((one) => /service/.test(one))).toEqual(['service daily'])
  await settings('UMAJA', { place: 'channel', departments: ['service'], editions: [], hour: 'usual' })
  expect((await tick('2026-03-12T12:00:00Z')).filter((one) => /service/.test(one))).toEqual([])
  await settings('UMAJA', { place: 'channel', departments: ['service'], editions: ['daily'], hour: 'usual' })
  expect(await database.db.select().from(digestPlans)).toEqual([])
  expect((await tick('2026-03-13T07:00:00Z')).filter((one) => /service/.test(one))).toEqual(['service daily'])
  expect((await made('daily')).at(-1)).toMatchObject({ from: '2026-03-11', to: '2026-03-12' })
})

test('who manages nothing sets nothing, and nobody sets what they do not manage; both say so', async () => {
  for (const user of ['UANNA', 'UEVA'])
    expect(await click(user, 'digest-settings', '')).toMatchObject({ kind: 'notice', text: /managers/ })
  expect(
    await settings('UIVAR', { place: 'channel', departments: ['service'], editions: ['weekly'], hour: '9' }),
  ).toEqual({ kind: 'faults', faults: { departments: 'Please choose at least one department.' } })
  expect(await database.db.select().from(digestPlans)).toEqual([])
})

test('a person who manages no longer has no digest of it any more', async () => {
  await plan({ personId: on.people.maja.id, departments: ['service'], hour: 9 })
  await database.sql`delete from department_people where person_id = ${on.people.maja.id}`
  await tick('2026-03-11T12:00:00Z')
  expect((await database.db.select().from(digests)).filter(({ personId }) => personId)).toEqual([])
})

test('a manager without chat has it by mail, with a table of bars, masked as in chat', async () => {
  await database.sql`delete from person_accounts where person_id = ${on.people.maja.id}`
  for (let day = 1; day < 11; day++)
    for (let n = 0; n < 3; n++) await answer(`2026-03-${String(day).padStart(2, '0')}T10:00:00Z`, n + 3)
  const id = await on.open({ openedAt: at('2026-03-10T10:00:00Z') })
  await database.sql`update responses set answers = answers || '{"words":"My card 4111 1111 1111 1111 was charged twice"}'
    where id = (select response_id from cases where id = ${id})`
  await tick('2026-03-11T08:00:00Z')
  const entries = await database.db.select().from(outbox)
  expect(entries.filter(({ kind, destination }) => kind === 'digest' && destination === 'mail')).toHaveLength(
    1,
  )
  await on.send()
  const mail = on.mails.find(({ subject }) => /Daily digest/.test(subject))!
  expect(mail.to).toBe(on.people.maja.email)
  expect(mail.text).toContain('Answers a day (answers / dissatisfied)')
  expect(mail.text).toContain('9 Mar: 3 / 0')
  expect(mail.text).toContain(`/desk/c/${id}`)
  expect(mail.text).toContain('•••• 1111')
  expect(mail.text).not.toContain('4111 1111')
})

test('Take it on a digest’s line takes the case, draws the digest again, and is told to the second who clicks', async () => {
  const id = await on.open({ openedAt: at('2026-03-10T10:00:00Z'), takeDueAt: at('2026-03-10T11:00:00Z') })
  await tick('2026-03-11T08:00:00Z')
  await on.send()
  const { subject } = on.shown
    .flatMap(({ card }) => card.parts)
    .find((part) => part.kind === 'item' && part.actions?.length) as { subject: string }
  expect(await click('UEVA', 'take-listed', subject)).toMatchObject({
    kind: 'notice',
    text: /Customer Service/,
  })
  expect(await click('UBO', 'take-listed', subject)).toMatchObject({
    kind: 'done',
    notice: 'It is yours now.',
  })
  const [found] = await database.sql`select owner_id from cases where id = ${id}`
  expect(found!.owner_id).toBe(on.people.bo.id)
  expect(await click('UANNA', 'take-listed', subject)).toMatchObject({ kind: 'notice', text: /Bo Dahl/ })
  await on.send()
  const digest = posted().find(({ lines }) => lines.some((line) => /Needs a person today/.test(line)))!
  expect(digest.lines.join('\n')).toContain('Bo Dahl has taken it.')
  expect(digest.lines).not.toContain('[Take it]')
  expect(await click('UBO', 'take-listed', 'no such thing')).toMatchObject({ kind: 'notice' })
})

test('what was put off comes again the next business morning, to that person alone, as it is then', async () => {
  await on.open({ openedAt: at('2026-03-13T10:00:00Z'), takeDueAt: at('2026-03-13T11:00:00Z') })
  await tick('2026-03-13T12:00:00Z')
  await on.send()
  const rows = await database.db.select().from(digests)
  const row = rows.find(({ departmentKey }) => departmentKey === 'service')
  expect(await click('UEVA', 'snooze-digest', row!.id)).toMatchObject({
    kind: 'notice',
    text: /other departments/,
  })
  const put = await click('UMAJA', 'snooze-digest', row!.id)
  expect(put).toMatchObject({ kind: 'done', notice: /Mon 16 Mar, 09:00/ })
  await click('UMAJA', 'snooze-digest', row!.id)
  on.clock.now = at('2026-03-16T08:01:00Z')
  await on.send()
  const again = posted().filter(({ to }) => to === 'UMAJA')
  expect(again).toHaveLength(1)
  expect(again[0]!.lines[0]).toBe('Customer Service: put off until today')
  expect(again[0]!.lines.join('\n')).toContain('[Take it]')
  // Put off again, and taken meanwhile with nothing due: nothing comes
  await click('UMAJA', 'snooze-digest', row!.id)
  await database.sql`update cases set state = 'awaiting customer', promise = null, promise_due_at = null`
  on.clock.now = at('2026-03-17T08:01:00Z')
  await on.send()
  expect(posted().filter(({ to }) => to === 'UMAJA')).toHaveLength(1)
})

test('beside what was found, Improve opens its form filled in; Open the report opens four weeks up to the digest, or its own days', async () => {
  const [pattern] = await database.sql`
    insert into discoveries (kind, department_key, found_at, once_key, from_day, to_day, facts) values ('pattern', 'service', '2026-03-11T05:00:00Z', 'p',
      '2026-02-01', '2026-03-01', ${database.sql.json({ among: { channel: 'chat' }, driver: 'delivery-late', trailing: 28, week: { from: 16, hours: 2, days: 'weekdays' }, inside: 9, cases: 12, expected: 3, p: 0.002, comparisons: 1840, answers: [] } as never)})
    returning id`
  await tick('2026-03-11T08:00:00Z')
  await on.send()
  const { card } = on.shown.find(({ card }) => JSON.stringify(card).includes('"improve"'))!
  const item = card.parts.find((part) => part.kind === 'item')
  expect(item).toMatchObject({
    label: 'Pattern',
    url: expect.stringContaining(`/desk/answers?discovery=${pattern!.id}`),
    text: expect.stringMatching(/^9 of 12 .*Late delivery/),
    actions: [{ verb: 'improve', label: 'Improve', opens: 'form' }],
    subject: `discovery:${pattern!.id}`,
  })
  const form = await click('UMAJA', 'improve', `discovery:${pattern!.id}`)
  expect(form).toMatchObject({
    kind: 'form',
    form: {
      verb: 'improve',
      fields: expect.arrayContaining([
        expect.objectContaining({ name: 'driver', initial: 'delivery-late' }),
        expect.objectContaining({ name: 'channel', initial: 'chat' }),
      ]),
    },
  })
  const opened = async (user: string, subject = card.subject!) => {
    const answer = await click(user, 'report', subject)
    const url = JSON.stringify(answer).match(/desk\/open\/([\w-]+)/)![1]!
    return JSON.parse(Buffer.from(url, 'base64url').toString())[1] as string
  }
  const days = 'from=2026-01-01&to=2026-03-10'
  expect(await opened('UMAJA')).toBe(`/desk/report?department=service&${days}`)
  expect(await opened('UPER')).toBe(`/desk/report?department=service&${days}`)
  // Of somebody who manages another department alone: theirs, of the same days
  expect(await opened('UIVAR')).toBe(`/desk/report?${days}`)
  // One that was asked for is not stored: its button names department and days
  expect(await opened('UMAJA', 'service 2026-03-09 2026-03-10')).toBe(
    '/desk/report?department=service&from=2026-02-11&to=2026-03-10',
  )
  // A digest of some of several departments names them all
  await makeDepartment(database.db, { key: 'returns', name: 'Returns' })
  await database.sql`update digests set digest = digest || '{"covers":["service","returns"]}' where id = ${card.subject!}`
  expect(decodeURIComponent(await opened('UPER'))).toBe(`/desk/report?department=service,returns&${days}`)
})
