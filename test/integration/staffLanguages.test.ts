import { afterAll, beforeAll, expect, test } from 'vitest'
import { accounts, type CaseState, improvements, OPEN_STATES, remedies } from '../../db/schema/index.ts'
import { checkHome, checkMessage, checkView } from '../../dev/emulators/slack/limits.ts'
import type { Card, Form } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { cardMessage, homeView } from '../../integrations/slack/card.ts'
import { formView } from '../../integrations/slack/form.ts'
import { renderCard as teamsCard } from '../../integrations/teams/card.ts'
import { formDialog } from '../../integrations/teams/form.ts'
import { cardForChat, formForChat } from '../../src/care/forChat.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { MOVES, type Move } from '../../src/cases/machine.ts'
import { digestNow } from '../../src/digests/now.ts'
import { readImprovements } from '../../src/improvements/improvement.ts'
import { languages } from '../../src/locales/index.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { renderCard } from '../../src/render/card.ts'
import type { RosterFault, RosterFaultKind } from '../../src/rosters/roster.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeContact, makeCustomer, makeDepartment, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { foreignIn, foundIn } from '../staffWords.ts'

const STATES: CaseState[] = [
  ...OPEN_STATES,
  ...(['confirmed', 'documented', 'unconfirmed', 'withdrawn', 'answered by mistake'] as const),
  ...(['contact declined', 'not agreed', 'merged'] as const),
]

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
/** A case in each state, by state, with a remedy and an account. */
const cases = new Map<string, string>()

// Words that name nothing of the product, so that an English word is one of ours
const WORDS = { words: 'Kaffebryggaren läcker.', wish: 'En ny, tack.' }

beforeAll(async () => {
  database = await freshDatabase({ max: 5 })
  const { db } = database
  people = await makeOrganisation(db)
  on = testDeps(db)
  await makeDepartment(db, { key: 'lager', name: 'Lager' })
  await database.sql`update departments set name = 'Kundtjänst' where key = 'service'`
  await database.sql`update departments set name = 'Koncernen' where key = 'management'`
  await database.sql`update brands set name = 'Nordly'`
  for (const state of STATES) {
    const customer = await makeCustomer(db, { name: 'Kim Ek', phone: '+46701234567' })
    const contact = await makeContact(db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      customerId: customer.id,
      language: 'da',
      reference: 'A-77',
    })
    const ended = !['open', 'owned', 'recovering', 'awaiting customer', 'confirmed'].includes(state)
    const { id } = await makeCase(db, {
      contactId: contact.id,
      state,
      ownerId: state === 'open' ? null : people.maja.id,
      accountableId: people.maja.id,
      said: WORDS as never,
      takenAt: state === 'open' ? null : noon,
      apologisedAt: ['open', 'owned'].includes(state) ? null : noon,
      promise: 'remedy',
      ...(state === 'awaiting customer' ? { doneAt: noon, askedAt: noon } : {}),
      ...(state === 'confirmed' || state === 'documented'
        ? { confirmedAt: noon, confirmedBy: 'clicked' }
        : {}),
      ...(ended ? { endedAt: noon, promise: null, promiseDueAt: null } : {}),
    })
    cases.set(state, id)
    if (state === 'open') continue
    await db.insert(remedies).values({
      caseId: id,
      kind: 'refund',
      amount: '99.50',
      currency: 'SEK',
      words: 'Pengarna tillbaka.',
      dueAt: noon,
      promisedAt: noon,
      by: people.maja.id,
      statutory: true,
      ground: 'late delivery',
    } as typeof remedies.$inferInsert)
    await db
      .insert(accounts)
      .values({ caseId: id, version: 1, text: 'Paketet stod i regnet.', by: null, at: noon })
  }
})
beforeAll(async () => {
  const { db, sql } = database
  const [before, after] = [
    { successes: 60, n: 400 },
    { successes: 9, n: 240 },
  ]
  const look = {
    before,
    after: { successes: 0, n: 0 },
    needed: 228,
    verdict: 'too early' as const,
    weekly: 31,
  }
  const row = {
    departmentKey: 'service',
    ownerId: people.anna.id,
    what: 'Budet ringer.\nAlltid.',
    reason: { kind: 'driver' as const, driver: 'delivery-late' },
    measure: { driver: 'delivery-late', channel: 'chat' },
    dueOn: '2026-03-20',
    look,
    lookedOn: '2026-03-11',
    createdBy: people.maja.id,
    createdAt: noon,
  }
  const inPlace = { ...row, inPlaceOn: '2026-03-01' }
  await db.insert(improvements).values([
    row,
    { ...row, dueOn: '2026-03-01', reason: { kind: 'finding', case: people.maja.id, number: 7 } },
    { ...row, look: { ...look, needed: null }, reason: { kind: 'hand' }, measure: {} },
    ...(['better', 'worse', 'no halving', 'too early'] as const).map((verdict) => ({
      ...inPlace,
      look: { ...look, after, verdict },
    })),
    { ...inPlace, look: { ...look, after, needed: null } },
    { ...inPlace, state: 'closed', closedAt: noon, result: 'Stannar.' },
    { ...row, state: 'closed', closedAt: noon, result: 'Nej.' },
  ])
  await sql`update organisation set privacy = '{"people":{"purpose":"P","consultation":"C","notice":"N","retention":90}}'`
  const faults: RosterFault[] = ROSTER_FAULTS.map((kind) => ({ line: 2, field: 'DTSTART', kind, said: '3' }))
  await sql`insert into rosters (department_key, url, imported_at, problem) values ('service', 'https://example.com/', ${noon}, ${JSON.stringify(faults)})`
})
afterAll(() => database.end())

const by = { platform: 'slack', workspace: 'T0001', user: 'UMAJA' }
const url = 'https://amends.example'
const EN = staffWords('en')
const ROSTER_FAULTS = Object.keys(EN.rosters.faults) as RosterFaultKind[]

/** What is too long or wrong on a platform, before anything was cut to fit. */
const wrongWith = {
  card: (given: Card): string[] => {
    const card = cardForChat(given, url)
    return [
      ...card.actions.filter(({ label }) => label.length > 75).map(({ label }) => `button: ${label}`),
      ...(card.title.length > 145 ? [`title: ${card.title}`] : []),
      ...checkMessage(cardMessage(card)),
      ...(Buffer.byteLength(JSON.stringify(teamsCard(card)), 'utf16le') > 28 * 1024
        ? ['Teams: too large']
        : []),
    ]
  },
  form: (given: Form): string[] => {
    const form = formForChat(given, url)
    const options = form.fields.flatMap((field) => ('choices' in field ? field.choices : []))
    return [
      ...(form.submit.length > 24 ? [`submit: ${form.submit}`] : []),
      ...options.filter(({ label }) => label.length > 75).map(({ label }) => `option: ${label}`),
      ...checkView(formView(form)),
      ...(Buffer.byteLength(JSON.stringify(formDialog(form))) > 28 * 1024 ? ['Teams: too large'] : []),
    ]
  },
}

test.each(languages)(
  '%s: every card, form, notice and list fits, and says nothing in English',
  async (language) => {
    const words = staffWords(language)
    const foreign = language === 'en' ? [] : foreignIn(EN, words)
    await database.sql`update people set language = ${language}`
    await database.sql`update departments set language = ${language}`
    const count = { cards: 0, forms: 0, notices: 0 }
    const wrong: string[] = []
    const check = (where: string, what: keyof typeof count, thing: unknown, faults: string[]) => {
      count[what]++
      const text = JSON.stringify(thing)
      wrong.push(...[...faults, ...foundIn(text, foreign)].map((fault) => `${where}: ${fault}`))
    }
    const see = (where: string, answer: Answer) => {
      const cards =
        answer.kind === 'home'
          ? answer.cards
          : answer.kind === 'card'
            ? [answer.card, ...(answer.thread ?? [])]
            : []
      for (const card of cards) check(where, 'cards', texts(card), wrongWith.card(card))
      if (answer.kind === 'home')
        wrong.push(...checkHome(homeView(answer.cards)).map((fault) => `${where}: ${fault}`))
      if (answer.kind === 'form') check(where, 'forms', texts(answer.form), wrongWith.form(answer.form))
      if (answer.kind === 'notice' || answer.kind === 'faults') check(where, 'notices', texts(answer), [])
    }
    const say = (inbound: object) => act(on.deps)({ by, ...inbound } as Parameters<ReturnType<typeof act>>[0])

    for (const [state, id] of cases) {
      check(
        `card ${state}`,
        'cards',
        texts(renderCard(await loadCase(database.db, id), words, noon)),
        wrongWith.card(renderCard(await loadCase(database.db, id), words, noon)),
      )
      for (const verb of [...(Object.keys(MOVES) as Move[]).filter((move) => MOVES[move].form), 'more']) {
        const answer = await say({ kind: 'click', verb, subject: id })
        see(`${verb} at ${state}`, answer)
        if (answer.kind !== 'form') continue
        // An empty form is refused by its fields
        const { form } = answer
        see(
          `${verb} sent at ${state}`,
          await say({ kind: 'submit', verb, subject: id, formId: form.id, values: {} }),
        )
      }
      see(`look ${state}`, await say({ kind: 'look', subject: id }))
    }
    for (const text of [
      'home',
      'my cases',
      'due',
      'find',
      'find Kim',
      'find Zetterqvist',
      'help',
      'open',
      'away',
      'away until 1/5',
      'away until 2020-01-01',
      'back',
    ])
      see(text, await say({ kind: 'command', text }))
    for (const text of ['improvements', 'roster', 'improve']) see(text, await say({ kind: 'command', text }))
    for (const { id } of await readImprovements(database.db, { departments: ['service'] })) {
      for (const step of ['in-place', 'change', 'close']) {
        const answer = await say({ kind: 'click', verb: `improvement-${step}`, subject: id })
        see(`improvement-${step}`, answer)
        if (answer.kind !== 'form') continue
        const { form } = answer
        see(
          `improvement-${step} sent`,
          await say({ kind: 'submit', verb: form.verb, subject: id, formId: form.id, values: {} }),
        )
      }
    }
    see('improve', await say({ kind: 'click', verb: 'improve', subject: 'driver:service:delivery-late' }))
    see('set-roster', await say({ kind: 'click', verb: 'set-roster', subject: 'service' }))
    see('on-duty', await say({ kind: 'click', verb: 'on-duty', subject: people.maja.id }))
    see('open-case', await say({ kind: 'click', verb: 'open-case', subject: '' }))
    see('stranger', await act(on.deps)({ kind: 'home', by: { ...by, user: 'UNOBODY' } }))
    for (const department of ['service', 'management']) {
      const { card } = await digestNow({ db: database.db, publicUrl: url }, { department, now: noon })
      check(`digest of ${department}`, 'cards', texts(card), wrongWith.card(card))
    }
    console.log(`${language}: ${count.cards} cards, ${count.forms} forms, ${count.notices} notices`)
    expect([...new Set(wrong)]).toEqual([])
  },
)

/** All that is read of it, without its keys and ids. */
const KEYS = new Set([
  'kind',
  'verb',
  'subject',
  'id',
  'name',
  'value',
  'tone',
  'style',
  'opens',
  'about',
  'language',
  'url',
  'page',
  'platform',
  'workspace',
  'user',
  'person',
  'message',
  'placeholder',
])
const texts = (thing: unknown): string[] => {
  if (typeof thing === 'string') return [thing]
  if (Array.isArray(thing)) return thing.flatMap(texts)
  if (!thing || typeof thing !== 'object') return []
  return Object.entries(thing).flatMap(([key, inner]) => {
    if (key === 'choices') return (inner as { label: string }[]).map(({ label }) => label)
    // The key of one of them
    if (key === 'initial' && 'choices' in thing) return []
    return KEYS.has(key) && key !== 'value' ? [] : texts(inner)
  })
}
