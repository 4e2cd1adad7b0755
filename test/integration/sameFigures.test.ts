import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { departments } from '../../db/schema/index.ts'
import { api } from '../../src/api/routes.ts'
import { compileDigest } from '../../src/digests/compile.ts'
import { digestNow } from '../../src/digests/now.ts'
import type { Figures } from '../../src/figures/figures.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import type { Share } from '../../src/figures/share.ts'
import { createKey } from '../../src/setup/keys.ts'
import { linesOf } from '../digests.ts'
import { makeCase, makeContact, makeInvitation, makeMember, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
/** The day before `noon`, in Stockholm. */
const DAY = '2026-03-10'
const at = (time: string, day = DAY) => new Date(`${day}T${time}:00+01:00`)

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeDesk(database)
  await fill()
  while ((await rollUp(on.deps)) > 0);
})
afterAll(() => database.end())

const answer = async (
  score: number,
  { when = at('12:00'), asked = 'routine' as 'routine' | 'personal', drivers = [] as string[] } = {},
) => {
  const contact = await makeContact(on.db, { brandKey: 'nordly', departmentKey: 'service' })
  const sent = { createdAt: at('09:00'), sentAt: at('09:30'), asked }
  const invitation = await makeInvitation(on.db, {
    contactId: contact.id,
    customerId: contact.customerId,
    ...sent,
  })
  const said = { score: score as 1, ...(drivers.length > 0 && { drivers: drivers as ['delivery-late'] }) }
  await makeResponse(on.db, { invitationId: invitation.id, score, answers: said, answeredAt: when })
}
const open = (over: object = {}) =>
  makeCase(on.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: on.people.anna.id,
    openedAt: at('10:00', '2026-03-05'),
    ...over,
  })
const yes = (state: 'confirmed' | 'documented', by: 'clicked' | 'spoken', over: object = {}) =>
  open({ state, confirmedBy: by, confirmedAt: at('15:00'), ...over })
const event = (id: string, kind: string, when: Date, data: unknown = null) =>
  on.sql`insert into case_events (case_id, kind, at, data) values (${id}, ${kind}, ${when}, ${on.sql.json(data as never)})`

const fill = async () => {
  for (let n = 0; n < 9; n++) await answer(n % 2 === 0 ? 5 : 4)
  await answer(3)
  for (let n = 0; n < 3; n++) await answer(1, { drivers: ['delivery-late'] })
  // The first and the last minute of the day, and one after it
  await answer(2, { when: at('00:00'), drivers: ['waiting-time'] })
  await answer(5, { when: at('23:59') })
  await answer(5, { when: at('00:00', '2026-03-11') })
  await answer(1, { asked: 'personal' })
  const silent = await makeContact(on.db, { brandKey: 'nordly', departmentKey: 'service' })
  await makeInvitation(on.db, { contactId: silent.id, createdAt: at('09:00'), sentAt: at('09:30') })

  const opened = { openedAt: at('11:00') }
  await open(opened)
  await open({ ...opened, state: 'merged', endedAt: at('12:00') })
  await open({ ...opened, state: 'answered by mistake', endedAt: at('12:00') })
  await open({ ...opened, departmentKey: 'stores' })

  await yes('confirmed', 'clicked')
  await yes('documented', 'clicked', { endedAt: at('10:00', '2026-03-11') })
  await yes('confirmed', 'clicked', { confirmedAt: at('00:00', '2026-03-11') })
  await yes('confirmed', 'spoken')
  const unreachable = await yes('documented', 'spoken', { endedAt: at('16:00') })
  await on.sql`update customers set email = null, phone = '+46700000000' where id = ${unreachable.customerId}`
  await open({ state: 'unconfirmed', endedAt: at('17:00') })
  // Two that came back on that day: by "not yet" after the yes, and opened again. The third was only asked.
  const back = await open({ state: 'recovering' })
  await event(back.id, 'answered', at('10:00', '2026-03-09'), { answer: 'yes' })
  await event(back.id, 'answered', at('10:00'), { answer: 'not yet' })
  const again = await open({ state: 'owned' })
  await event(again.id, 'ended', at('10:00', '2026-03-09'), { state: 'withdrawn', reason: 'x' })
  await event(again.id, 'opened again', at('10:00'))
  const asked = await open({ state: 'recovering' })
  await event(asked.id, 'answered', at('10:00'), { answer: 'not yet' })

  const remedy = (kind: string, amount: string | null, done: Date | null) =>
    on.sql`insert into remedies (case_id, kind, statutory, amount, currency, words, by, promised_at, due_at, done_at)
      values (${back.id}, ${kind}, false, ${amount}, ${amount && 'SEK'}, 'x', ${on.people.anna.id}, ${at('10:00')}, ${at('18:00')}, ${done})`
  await remedy('refund', '100.50', at('16:00'))
  await remedy('refund', '49.50', null)
  await remedy('replacement', null, at('16:00'))
  // Two dates kept in one case, one missed, one that is not due yet, and one that went with its case
  const date = (id: string, due: Date, ended: Date | null) =>
    on.sql`insert into timers (case_id, kind, subject_id, department_key, from_at, due_at, ended_at)
      values (${id}, 'promise', ${id}, 'service', ${at('08:00')}, ${due}, ${ended})`
  await date(back.id, at('12:00'), at('11:00'))
  await date(back.id, at('14:00'), at('13:00'))
  await date(again.id, at('12:00'), at('13:00'))
  await date(asked.id, at('12:00', '2026-03-12'), null)
  await date(unreachable.id, at('17:00'), at('16:00'))
}

/** What every one of them is to say of the day in Customer Service: 15 answers, and the three that opened cases. */
const WANTED = {
  n: 18,
  satisfied: 10,
  dissatisfied: 7,
  drivers: { 'delivery-late': 3, 'waiting-time': 1 },
  opened: 1,
  confirmed: { clicked: 2, spoken: 1, 'without receipt': 1 },
  unconfirmed: 1,
  reopened: 2,
}
const SLICE = { from: DAY, to: DAY, department: 'service' }

const fromApi = async () => {
  const { key } = await createKey(database, {
    name: `bi-${Math.random()}`,
    scopes: ['figures:read'],
    now: noon,
  })
  const ask = (more: object) =>
    api(on.deps, {}).request(`/v1/figures?${new URLSearchParams({ ...SLICE, ...more })}`, {
      headers: { authorization: `Bearer ${key}` },
    })
  return {
    json: (await (await ask({})).json()) as Figures,
    csv: rowsOf(await (await ask({ format: 'csv' })).text()),
  }
}
const rowsOf = (csv: string) => {
  const lines = csv.replace('\uFEFF', '').trim().split('\r\n')
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = '']) => cell.replace(/^"|"$/g, ''))
  return new Map(lines.map(cells).map(([first, second, ...rest]) => [`${first}|${second}`, rest]))
}

test('digest, report, its CSV, the API and its CSV say the same of the same day', async () => {
  const { json, csv } = await fromApi()
  const { recovery, csat, response } = json
  expect({
    n: json.n,
    satisfied: json.satisfied,
    dissatisfied: json.dissatisfied,
    drivers: Object.fromEntries(json.drivers.map(({ driver, n }) => [driver, n])),
    opened: recovery.opened,
    confirmed: recovery.confirmed,
    unconfirmed: recovery.otherEnds.unconfirmed,
    reopened: recovery.reopened.count,
  }).toEqual(WANTED)

  const num = (row: string[] | undefined) => row?.map((cell) => (cell === '' ? null : Number(cell)))
  const share = ({ count, n, share, low, high }: Share) => [count, n, share, low, high]
  expect(num(csv.get('csat|')?.slice(0, 5))).toEqual(share(csat))
  expect(num(csv.get('response|')?.slice(0, 5))).toEqual(share(response))
  expect(num(csv.get('cases opened|')?.slice(0, 1))).toEqual([recovery.opened])
  for (const how of ['clicked', 'spoken', 'without receipt'] as const)
    expect(num(csv.get(`confirmed|${how}`)?.slice(0, 1)), how).toEqual([recovery.confirmed[how]])
  expect(csv.get('goodwill|refund')).toEqual(['1', '2', '100.5', '', '', 'SEK'])

  // The digest of the next morning
  const { db } = database
  const [home] = await db.select().from(departments).where(eq(departments.key, 'service'))
  const plan = { home: home!, person: null, departments: ['service'] }
  const digest = await compileDigest(db, {
    plan,
    edition: 'daily',
    period: { from: DAY, to: DAY },
    now: noon,
  })
  expect(digest.answers).toEqual({ n: json.n, satisfied: json.satisfied, dissatisfied: json.dissatisfied })
  expect(digest.share).toEqual({ n: csat.n, share: csat.share, low: csat.low, high: csat.high })
  expect(Object.fromEntries(digest.drivers.map(({ driver, count }) => [driver, count]))).toEqual(
    WANTED.drivers,
  )
  const { clicked, spoken, 'without receipt': without } = recovery.confirmed
  expect(digest.confirmed).toEqual({ clicked, spoken: spoken + without, withoutReceipt: without })
  expect(digest.recovered).toHaveLength(clicked + spoken + without)
  expect(digest.unconfirmed).toHaveLength(WANTED.unconfirmed)
  const card = linesOf(
    (await digestNow({ db, publicUrl: 'https://amends.example' }, { department: 'service', now: noon })).card,
  )
  expect(card.join('\n')).toContain(`${json.n} answers`)

  // The report, as a manager reads it
  const browser = await on.signedIn(on.people.maja)
  await browser.go(`/desk/report?${new URLSearchParams(SLICE)}`)
  const page = browser.page()
  const tile = (label: string) =>
    new RegExp(`<dt>${label}</dt>(.*?)</div>`, 's')
      .exec(page)?.[1]
      ?.replace(/<[^>]+>/g, '|')
      .replace(/\|+/g, '|') ?? ''
  const percent = (part: number) => `${Math.round(part * 100)}%`
  expect(tile('Satisfied')).toContain(`|${percent(csat.share!)}|`)
  expect(tile('Satisfied')).toContain(`${csat.count} of ${csat.n}`)
  expect(tile('Satisfied')).toContain(percent(csat.low!))
  expect(tile('Satisfied')).toContain(percent(csat.high!))
  expect(tile('Dissatisfied')).toContain(`|${json.dissatisfied}|`)
  expect(tile('Answers')).toContain(`|${json.n}|`)
  expect(tile('Response rate')).toContain(`${response.count} of ${response.n}`)
  expect(tile('Cases opened')).toContain(`|${recovery.opened}|`)
  expect(tile('Confirmed by the customer')).toContain(
    '|4|2 by a click|1 in a conversation|1 without receipt|',
  )
  expect(tile('Opened again')).toContain(`|${recovery.reopened.count} of ${recovery.reopened.n}|`)
  const downloaded = rowsOf(await (await browser.go(`/desk/report.csv?${new URLSearchParams(SLICE)}`)).text())
  expect(num(downloaded.get('What customers say|Share satisfied')?.slice(0, 5))).toEqual(share(csat))
  expect(num(downloaded.get('What customers say|Response rate')?.slice(0, 5))).toEqual(share(response))
  expect(num(downloaded.get('Putting it right|Cases opened')?.slice(0, 1))).toEqual([recovery.opened])
  expect(num(downloaded.get('Putting it right|Opened again'))?.slice(0, 2)).toEqual([
    recovery.reopened.count,
    recovery.reopened.n,
  ])
  expect([...downloaded].find(([name]) => /Refund, goodwill/i.test(name))?.[1]).toEqual([
    '1',
    '2',
    '100.5',
    '',
    '',
    'SEK',
  ])
  // Each value says what it is in
  const units = [...downloaded.values()].flatMap(([, , value, , , unit]) => (value ? [unit] : []))
  expect(new Set(units)).toEqual(
    new Set(['Unit of the value', 'part of 1', 'score, 1 to 5', 'SEK', 'dissatisfied answers']),
  )
})

const REFUND = 'remedy=refund&ground=goodwill&currency=SEK'
const BEHIND = [
  'by=due&outcome=kept',
  'by=due&outcome=missed',
  `by=promised&${REFUND}`,
  `by=done&${REFUND}`,
  'outcome=not+confirmed',
]

test('each number of the report opens the rows it counts', async () => {
  // A liaison elsewhere sees cases of that department, which her report is not about
  await makeMember(on.db, { departmentKey: 'stores', personId: on.people.maja.id })
  const browser = await on.signedIn(on.people.maja)
  for (const more of ['', '&survey=csat-1', '&driver=delivery-late', '&department=service']) {
    await browser.go(`/desk/report?from=${DAY}&to=${DAY}${more}`)
    const links = numbersOf(browser.page())
    const ways = links.map(({ path }) => path).join()
    for (const way of [
      'kind=dissatisfied',
      'asked=personal',
      'by=opened',
      'by=ended',
      'by=reopened',
      ...BEHIND,
    ])
      if (!more.startsWith('&driver') && !more.startsWith('&survey')) expect(ways, more).toContain(way)
    for (const { path, n } of links) expect(await rowsAt(browser, path), path).toBe(n)
  }
  const satisfied = new URLSearchParams({ ...SLICE, kind: 'satisfied', asked: 'routine' })
  expect(await rowsAt(browser, `/desk/answers?${satisfied}`)).toBe(WANTED.satisfied)
})

test('shares of the report open what they count: answers to the invitations, kept promises, remedies', async () => {
  const { response, recovery } = (await fromApi()).json
  const browser = await on.signedIn(on.people.maja)
  await browser.go(`/desk/report?${new URLSearchParams(SLICE)}`)
  const invited = /<a href="([^"]+by=invited[^"]*)">/.exec(browser.page())![1]!.replaceAll('&amp;', '&')
  expect(response).toMatchObject({ replied: 16, sent: 17 })
  expect(await rowsAt(browser, invited)).toBe(response.replied)
  expect(recovery.promises).toMatchObject({ count: 2, n: 3, cases: { kept: 1, missed: 1 } })
  expect(recovery.remedies).toContainEqual({
    kind: 'refund',
    right: false,
    currency: 'SEK',
    promised: 2,
    done: 1,
    cases: { promised: 1, done: 1 },
    amount: '100.50',
  })
  const cases = (more: string) => rowsAt(browser, `/desk/cases?${new URLSearchParams(SLICE)}&${more}`)
  expect(await cases('by=done&remedy=refund&ground=right')).toBe(0)
  expect(await cases('by=done&remedy=refund&currency=NOK')).toBe(0)
  expect(await cases('by=due')).toBe(2)
  expect((await browser.go('/desk/cases?currency=XYZW')).status).toBe(422)
})

test('each median of the report opens the cases it is of, and those that got there', async () => {
  const [day, later] = ['2026-02-10', at('09:00', '2026-02-20')]
  const opened = { openedAt: at('10:00', day), departmentKey: 'stores' }
  const taken = { state: 'owned', ownerId: on.people.eva.id, takenAt: at('10:30', day) }
  const sorry = { ...taken, apologisedAt: at('11:00', day) }
  const agreed = { ...sorry, state: 'confirmed', confirmedBy: 'clicked', confirmedAt: at('15:00', day) }
  for (const over of [{}, {}, taken, sorry]) await open({ ...opened, ...over })
  const written = []
  for (let n = 0; n < 10; n++) written.push((await open({ ...opened, ...agreed })).id)
  const silent = { ...sorry, state: 'unconfirmed', endedAt: at('16:00', day) }
  const before = await open({ ...opened, ...silent })
  await open({ ...opened, ...taken, state: 'withdrawn', endedAt: at('16:00', day) })
  await open({ ...opened, state: 'answered by mistake', endedAt: at('16:00', day) })
  for (const [id, when] of [
    ...written.slice(1).map((id) => [id, later] as const),
    [before.id, at('12:00', day)] as const,
  ])
    await on.sql`
      insert into findings (case_id, cause, cause_words, factors, people, departments, solution, prevention, by, at)
      values (${id}, 'other', 'x', '', '{}', '{}', 'x', 'x', ${on.people.eva.id}, ${when})`
  const browser = await on.signedIn(on.people.boss)
  await browser.go(`/desk/report?department=stores&from=${day}&to=${day}`)
  const wanted = {
    'Somebody takes it': [16, 14],
    'An apology': [16, 12],
    'The customer’s yes': [16, 10],
    'The finding': [11, 9],
  }
  for (const [step, [all, there]] of Object.entries(wanted)) {
    const row = new RegExp(`<th scope="row">${step}[^<]*</th>(.*?)</tr>`, 's').exec(browser.page())![1]!
    const links = [...row.matchAll(/href="([^"]+)"/g)].map(([, path]) => path!.replaceAll('&amp;', '&'))
    expect(links, step).toHaveLength(2)
    expect(row, step).toContain(`>${there} of ${all}<`)
    const report = browser.at()
    expect(await rowsAt(browser, links[0]!), step).toBe(all)
    expect(await rowsAt(browser, links[1]!), step).toBe(there)
    await browser.go(report)
  }
})

test('a case about its reader is neither in a number of cases nor in a list', async () => {
  const staffMember = { name: 'Maja Ek', email: on.people.maja.email }
  const contact = { brandKey: 'nordly', departmentKey: 'service', staffMember }
  await open({ openedAt: at('11:00'), contactId: (await makeContact(on.db, contact)).id })
  for (const [who, n] of [
    [on.people.maja, WANTED.opened],
    [on.people.boss, WANTED.opened + 1],
  ] as const) {
    const browser = await on.signedIn(who)
    await browser.go(`/desk/report?${new URLSearchParams(SLICE)}`)
    const opened = numbersOf(browser.page()).find(({ path }) => path.includes('by=opened'))!
    expect(opened.n).toBe(n)
    expect(await rowsAt(browser, opened.path)).toBe(n)
  }
})

test('answers about the reader are in no number of the report and in no list; others count them', async () => {
  const staffMember = { name: 'Maja Ek', email: on.people.maja.email.toUpperCase() }
  const theirs = async (score: number, about: object, drivers?: ['waiting-time']) => {
    const contact = await makeContact(on.db, { brandKey: 'nordly', departmentKey: 'stores', ...about })
    const { id: invitationId } = await makeInvitation(on.db, {
      contactId: contact.id,
      customerId: contact.customerId,
      createdAt: at('09:00'),
      sentAt: at('09:30'),
    })
    const answers = { score: score as 1, ...(drivers && { drivers }) }
    const { id } = await makeResponse(on.db, { invitationId, score, answers, answeredAt: at('12:00') })
    return { ...contact, responseId: id }
  }
  // Praise of a contact of hers counts; complaints, and anything of a matter with a case about her, do not
  await theirs(5, { staffMember })
  await theirs(2, { staffMember }, ['waiting-time'])
  await theirs(3, { staffMember })
  const contact = await theirs(4, {})
  await makeCase(on.db, {
    ...{ brandKey: 'nordly', departmentKey: 'stores', accountableId: on.people.eva.id },
    ...{ openedAt: at('11:00'), aboutId: on.people.maja.id, contactId: contact.id },
    ...{ responseId: contact.responseId, matterId: contact.matterId!, customerId: contact.customerId! },
  })
  for (let n = 0; n < 12; n++) await theirs(n < 9 ? 5 : 1, {})
  while ((await rollUp(on.deps)) > 0);
  await makeMember(on.db, { departmentKey: 'stores', personId: on.people.maja.id, role: 'manager' })
  const STORES = new URLSearchParams({ ...SLICE, department: 'stores' })
  const seen = async (who: { email: string }) => {
    const browser = await on.signedIn(who)
    await browser.go(`/desk/report?${STORES}`)
    const links = numbersOf(browser.page())
    for (const { path, n } of links) expect(await rowsAt(browser, path), path).toBe(n)
    const rows = async (more: string) => rowsAt(browser, `/desk/answers?${STORES}&asked=routine&${more}`)
    const invited = await rows('by=invited')
    const csv = rowsOf(await (await browser.go(`/desk/report.csv?${STORES}`)).text())
    const { satisfied, all } = { satisfied: await rows('kind=satisfied'), all: await rows('') }
    expect(csv.get('What customers say|Share satisfied')?.slice(0, 2)).toEqual([
      String(satisfied),
      String(all),
    ])
    expect(csv.get('What customers say|Response rate')?.slice(0, 2)).toEqual([
      String(invited),
      String(invited),
    ])
    expect(csv.get(`Answers over time|${DAY}`)?.slice(0, 2)).toEqual([String(satisfied), String(all)])
    return { all, satisfied, invited, reasons: csv.has('What it is about|Waiting time') }
  }
  expect(await seen(on.people.maja)).toEqual({ all: 14, satisfied: 10, invited: 13, reasons: false })
  expect(await seen(on.people.boss)).toEqual({ all: 17, satisfied: 11, invited: 16, reasons: true })
  // Her own digest leaves them out too; a channel has no one reader
  const [home] = await on.db.select().from(departments).where(eq(departments.key, 'stores'))
  const digestOf = (person: string | null) =>
    compileDigest(on.db, {
      plan: { home: home!, person, departments: ['stores', 'service'] },
      edition: 'daily',
      period: { from: DAY, to: DAY },
      now: noon,
    })
  for (const [person, n, satisfied, reasons] of [
    [on.people.maja.id, 14, 10, false],
    [null, 17, 11, true],
  ] as const) {
    const { answers, points, departments: lines, drivers } = await digestOf(person)
    const { n: others } = lines!.find(({ name }) => name === 'Customer Service')!
    expect(lines!.find(({ name }) => name === 'Stores')).toMatchObject({ n, satisfied })
    expect(answers.n).toBe(n + others)
    expect(points.at(-1)!.n).toBe(n + others)
    expect(drivers.find(({ driver }) => driver === 'waiting-time')!.count).toBe(reasons ? 2 : 1)
  }
  await on.sql`delete from department_people where department_key = 'stores' and person_id = ${on.people.maja.id}`
})

test('Improve beside a reason of the report opens its form filled in, and leads back to the report', async () => {
  const more = '&brand=nordly&channel=phone&survey=csat-1'
  const improve = (page: string, subject: string) =>
    new RegExp(`<form[^>]*>(?:(?!</form>).)*value="${subject}".*?</form>`, 's').exec(page)?.[0]
  for (const [who, subject] of [
    [on.people.maja, 'driver:service:delivery-late'],
    [on.people.boss, 'driver::delivery-late'],
  ] as const) {
    const browser = await on.signedIn(who)
    await browser.go(`/desk/report?from=${DAY}&to=${DAY}${more}`)
    const form = improve(browser.page(), subject)!
    expect(form).toContain('aria-label="Improve: Late delivery"')
    const value = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(form)![1]!.replaceAll('&amp;', '&')
    const given = { key: value('key'), subject, back: value('back'), verb: 'improve' }
    expect((await browser.go('/desk/act', given)).status).toBe(200)
    expect(browser.page()).toMatch(/<option value="delivery-late" selected[^>]*>/)
    expect(browser.page().replaceAll('&amp;', '&')).toContain(`value="${given.back}"`)
    expect(given.back).toContain('/desk/report?brand=nordly')
  }
})

test('several departments with commas between them are one choice, in the report and its lists', async () => {
  const browser = await on.signedIn(on.people.boss)
  await on.sql`
    insert into departments (key, name, kind, time_zone, hours, holidays, destination, digest_hour, since, language)
    select 'returns', 'Returns', kind, time_zone, hours, holidays, destination, digest_hour, since, language from departments where key = 'stores'`
  await browser.go(`/desk/report?department=service,stores&from=${DAY}&to=${DAY}`)
  expect(browser.text()).toContain('Report: Customer Service, Stores')
  const opened = numbersOf(browser.page()).find(({ path }) => path.includes('by=opened'))!
  expect(opened.path).toContain('department=service%2Cstores')
  expect(opened.n).toBeGreaterThan(1)
  expect(await rowsAt(browser, opened.path)).toBe(opened.n)
  expect((await browser.go('/desk/report?department=service,nowhere')).status).toBe(422)
  await on.sql`delete from departments where key = 'returns'`
})

/** Counts that are links to a list; a share says no number of rows. */
const numbersOf = (page: string) =>
  [...page.matchAll(/<a href="(\/desk\/(?:cases|answers)\?[^"]+)">[^<\d]*(\d+)(?![\d%])/g)].map(
    ([, path, n]) => ({
      path: path!.replaceAll('&amp;', '&'),
      n: Number(n),
    }),
  )
const rowsAt = async (browser: Awaited<ReturnType<typeof on.signedIn>>, path: string) => {
  await browser.go(path)
  const rows = path.startsWith('/desk/cases') ? /<li><a href="\/desk\/c\//g : /<article class="card /g
  return browser.page().match(rows)?.length ?? 0
}
