import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Card, ChatPlatform, Destination, MessageRef } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { drain } from '../../src/outbox/drain.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeCustomer, makeDepartment, makeMember, makePerson } from '../factories.ts'
import { holds } from '../invariants.ts'
import type { TestDatabase } from '../setup/database.ts'

/** Words of their own each: the same ones twice are refused. */
const APOLOGIES = [
  'I am truly sorry that your parcel arrived soaked. It stood in our yard over night.',
  'Waiting ninety minutes on the line is more than anybody should have to. Please forgive us.',
  'Our driver left without ringing the bell, and you had stayed at home for it. That was wrong.',
  'You were promised a call on Monday, nobody made it. I ask your pardon for that silence.',
  'The jacket tore on its first day, so we sold you poor work. I regret it deeply.',
  'My colleague sent you to three desks for one stamp. What a shameful way to treat a guest.',
]

type Shown = { to: string; thread?: string; card: Card }

/** A platform that keeps what it was given: `shown` by message, updates in place. */
const kept = () => {
  const shown: (Shown & { id: string })[] = []
  const put = (to: Destination & { thread?: string }, card: Card, thread?: string): MessageRef => {
    const id = `m${shown.length + 1}`
    shown.push({ id, to: to.channel, card, ...(thread ? { thread } : {}) })
    const { platform, workspace, channel } = to
    return { platform, workspace, channel, id, ...(thread ? { thread } : {}) }
  }
  const platform: ChatPlatform = {
    name: 'slack',
    settings: 'none',
    receive: async () => new Response(),
    post: async (to, card) => put(to, card),
    update: async (ref, card) => {
      const found = shown.find(({ id }) => id === ref.id)
      if (found) found.card = card
    },
    reply: async (ref, card) => put(ref, card, ref.id),
    find: async () => undefined,
    resolve: async () => undefined,
    check: async () => ({}),
    budget: { perDestinationMs: 0 },
  }
  return { platform, shown }
}

/** An organisation with a second department, and what its people do by click and form. */
export const makeStage = async (database: TestDatabase) => {
  const { db, sql } = database
  const people = await makeOrganisation(db)
  await makeDepartment(db, {
    key: 'stores',
    name: 'Stores',
    destination: { platform: 'slack', workspace: 'T0001', channel: 'CSTORES' },
  })
  const eva = await makePerson(db, { name: 'Eva Holm', slackUser: 'UEVA' })
  const ivar = await makePerson(db, { name: 'Ivar Juhl', slackUser: 'UIVAR' })
  await makeMember(db, { departmentKey: 'stores', personId: eva.id, position: 0 })
  await makeMember(db, { departmentKey: 'stores', personId: ivar.id, role: 'manager', position: 0 })
  const { platform, shown } = kept()
  const mails: { to: string; subject: string; text: string }[] = []
  const on = testDeps(db, {
    chat: { slack: platform },
    mail: { name: 'kept', send: async (mail) => void mails.push(mail) },
  })
  const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
  const well = async () => expect(await holds(sql)).toEqual([])
  /** What is so after every step. */
  const checked = async (answer: Promise<Answer>) => {
    const given = await answer
    await well()
    return given
  }
  const click = (user: string, verb: string, subject: string) =>
    checked(act(on.deps)({ kind: 'click', by: by(user), verb, subject }))
  const submit = (
    user: string,
    verb: string,
    subject: string,
    values: Record<string, string | string[]> = {},
    formId: string = randomUUID(),
  ) => checked(act(on.deps)({ kind: 'submit', by: by(user), verb, subject, formId, values }))
  /** Ends it by the form of that move, with a reason for each thing that is still owed. */
  const end = async (user: string, id: string, values: Record<string, string>, verb = 'end') => {
    const opened = await click(user, verb, id)
    const owed =
      opened.kind === 'form' ? opened.form.fields.filter(({ name }) => name.startsWith('why-')) : []
    const why = owed.map(({ name }) => [name, 'We can’t do this any more, and here is why.'])
    return submit(user, verb, id, { ...Object.fromEntries(why), ...values })
  }
  const look = (user: string, subject: string) => act(on.deps)({ kind: 'look', by: by(user), subject })
  const home = (user: string) => act(on.deps)({ kind: 'home', by: by(user) })

  const open = async (over: object = {}) => {
    const customer = await makeCustomer(db)
    // As where an answer opens it: nobody sees it without its deadlines
    const found = await db.transaction(async (tx) => {
      const made = await makeCase(tx, {
        brandKey: 'nordly',
        departmentKey: 'service',
        accountableId: people.anna.id,
        customerId: customer.id,
        promise: 'first word',
        ...over,
      })
      await setDeadlines(tx, [made.id], on.clock.now)
      return made
    })
    await addLink(on.deps, db, 'case', found.id, new Date('2027-01-01T00:00:00Z'))
    await sql`
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'escalation', 'slack:T0001:C0001', ${`case:${found.id}`}, ${`escalation:${found.id}`},
        jsonb_build_object('case', ${found.id}::text), ${on.clock.now}, ${on.clock.now}`
    await sql`insert into destinations (key) values ('slack:T0001:C0001') on conflict do nothing`
    return found.id
  }
  const taken = async (over: object = {}) => {
    const id = await open(over)
    await click('UANNA', 'take', id)
    return id
  }
  const apologised = async () => {
    const id = await taken()
    await submit('UANNA', 'apologise', id, {
      text: APOLOGIES[said++ % APOLOGIES.length]!,
      next: '2026-03-12',
    })
    return id
  }
  const asked = async () => {
    const id = await apologised()
    await submit('UANNA', 'done', id, { text: 'We sent a new parcel and it arrived.' })
    return id
  }
  const row = async (id: string) => (await sql`select * from cases where id = ${id}`)[0]!
  const events = async (id: string) =>
    (await sql`select kind from case_events where case_id = ${id} order by id`).map(({ kind }) => kind)
  const mailed = async (id: string) =>
    (
      await sql`select e.kind from outbox o join case_events e on e.id = (o.payload->>'event')::int
        where o.kind = 'case mail' and o.payload ->> 'case' = ${id} order by o.id`
    ).map(({ kind }) => kind)
  const proposal = async (id: string, kind: string) =>
    (
      await sql`select * from proposals where case_id = ${id} and kind = ${kind} order by created_at desc, id`
    )[0]!
  /** Everything due leaves; the pace of a channel is not waited for. */
  const send = async () => {
    for (let turn = 0; turn < 30; turn++) {
      await sql`update destinations set pace_ms = 0, next_at = '-infinity'`
      const before = await waiting()
      if (before === 0) return
      await drain(on.deps, handlers)
      if ((await waiting()) === before) return
    }
  }
  const waiting = async () =>
    (await sql`select count(*)::int from outbox where state = 'waiting' and due_at <= ${on.clock.now}`)[0]!
      .count as number
  let said = 0
  const clear = async () => {
    shown.length = 0
    mails.length = 0
    await sql`truncate outbox, cases, contacts, customers, matters, links, responses, suppressions cascade`
    await sql`update people set away_until = null`
  }
  return {
    ...on,
    people: { ...people, eva, ivar },
    sql,
    db,
    shown,
    mails,
    click,
    submit,
    end,
    look,
    home,
    open,
    taken,
    apologised,
    asked,
    row,
    events,
    mailed,
    proposal,
    send,
    clear,
    well,
  }
}
export type Stage = Awaited<ReturnType<typeof makeStage>>
