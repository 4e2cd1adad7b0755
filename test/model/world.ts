import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import type { Answer, Inbound } from '../../integrations/inbound.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { isMove, legalMoves, MOVES, type Move } from '../../src/cases/machine.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeDepartment, makeMember, makePerson, makeResponse, noon } from '../factories.ts'
import { holds } from '../invariants.ts'
import { freshDatabase } from '../setup/database.ts'
import { chooseForm, SEVERE, sendForm } from './customer.ts'
import { fill } from './fill.ts'
import { partnerForm } from './partner.ts'
import { begin, STARTS } from './start.ts'
import { type Chooser, chooser, type Step } from './steps.ts'

const PEOPLE = ['UANNA', 'UBO', 'UMAJA', 'UPER', 'UCARL', 'UDORA', 'USTRANGER']
const PROPOSAL_VERBS = {
  approval: ['approve', 'change-amount', 'decline-remedy'],
  handover: ['accept-handover', 'decline-handover'],
  request: ['accept-request', 'decline-request', 'request-done'],
} as const

/** The jobs that change cases. */
const CLOCKS = [
  'cases without deadlines',
  'promises in an absence',
  'deadlines',
  'silent customers',
  'rights in time',
]

class Crash extends Error {}

export type Tally = { steps: number; changes: number; refusals: number; states: Record<string, number> }

/** A database with an organisation in it, and one case at a time that sequences of steps are tried on. */
export const openWorld = async () => {
  const database = await freshDatabase({ max: 4 })
  const { anna, bo } = await makeOrganisation(database.db)
  const logistics = await makeDepartment(database.db, { key: 'logistics', name: 'Logistics' })
  const carl = await makePerson(database.db, { name: 'Carl Lund', slackUser: 'UCARL' })
  const dora = await makePerson(database.db, { name: 'Dora Holm', slackUser: 'UDORA' })
  await makeMember(database.db, { departmentKey: logistics.key, personId: carl.id, position: 0 })
  await makeMember(database.db, {
    departmentKey: logistics.key,
    personId: dora.id,
    role: 'manager',
    position: 0,
  })
  await database.sql`insert into partners (key, name, address, language)
    values ('courier', 'Nordfrakt', 'ops@nordfrakt.example', 'nb')`
  const { id: responseId } = await makeResponse(database.db, {
    score: 1,
    contact: { brandKey: 'nordly', departmentKey: 'service' },
  })
  const on = testDeps(database.db)
  const { sql } = database
  const tally: Tally = { steps: 0, changes: 0, refusals: 0, states: {} }
  let crash: Step['crash'] = 'no'
  const db = new Proxy(database.db, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name)),
  }) as Db
  const transaction = async (work: (tx: never) => Promise<unknown>) => {
    const dies = crash
    crash = 'no'
    const result = await database.db.transaction(async (tx) => {
      const done = await work(tx as never)
      if (dies === 'before commit') throw new Crash()
      return done
    })
    if (dies === 'after commit') throw new Crash()
    return result
  }
  const deps = { ...on.deps, db }
  const handle = act(deps)
  const hear = (inbound: Inbound) => handle(inbound)

  /** Sends it as the step says: twice, at once, with a crash and the try after it. */
  const send = async <T>(step: Step, once: () => Promise<T>): Promise<T[]> => {
    crash = step.crash
    const tried = async () => {
      try {
        return await once()
      } catch (error) {
        if (error instanceof Crash) return once()
        throw error
      }
    }
    const all = step.twice === 'at once' ? await Promise.all([tried(), tried()]) : [await tried()]
    crash = 'no'
    return step.twice === 'after' ? [...all, await tried()] : all
  }

  const click = async (step: Step, choose: Chooser, user: string, verb: string, subject: string) => {
    const by = { platform: 'slack', workspace: 'T0001', user }
    const opened =
      isMove(verb) && !MOVES[verb].form ? undefined : await hear({ kind: 'click', by, verb, subject })
    if (opened && opened.kind !== 'form') return [opened]
    const inbound: Inbound = opened
      ? {
          kind: 'submit',
          by,
          verb,
          subject,
          formId: opened.form.id,
          values: fill(opened.form, choose, on.clock.now),
        }
      : { kind: 'click', by, verb, subject }
    return send(step, () => hear(inbound))
  }

  const run = async (id: string, token: string, step: Step): Promise<Answer[]> => {
    const choose = chooser(step.pick)
    const [now] = await sql<{ state: never; owner: string | null }[]>`
      select k.state, p.slack_user as owner from cases k join people p on p.id = k.accountable_id where k.id = ${id}`
    switch (step.kind) {
      case 'move': {
        const legal = legalMoves(now!.state)
        const all = Object.keys(MOVES) as Move[]
        const first = legal[0] && choose.chance(0.4) ? legal[0] : undefined
        const verb = first ?? (legal.length > 0 && choose.chance(0.9) ? choose.of(legal) : choose.of(all))
        const user = choose.chance(0.8) && now!.owner ? now!.owner : choose.of(PEOPLE)
        return click(step, choose, user, verb, id)
      }
      case 'proposal': {
        const [asked] = await sql<
          { id: string; kind: keyof typeof PROPOSAL_VERBS; user: string | null; partner: boolean }[]
        >`
          select o.id, o.kind, p.slack_user as user, o.to_partner is not null as partner from proposals o left join people p on p.id = o.to_person
          where o.case_id = ${id} order by o.state = 'waiting' desc, o.created_at desc limit 1`
        if (!asked) return []
        if (asked.partner && choose.chance(0.8))
          return send(step, await partnerForm(deps, asked.id, choose, on.clock.now))
        const user = choose.chance(0.6) && asked.user ? asked.user : choose.of(PEOPLE)
        return click(step, choose, user, choose.of(PROPOSAL_VERBS[asked.kind]), asked.id)
      }
      case 'customer': {
        const now = on.clock.now
        const chosen = await chooseForm(deps, id, choose, now)
        const formId = randomUUID()
        return send(step, () => sendForm(deps, { ...chosen, token, formId, now }))
      }
      case 'time': {
        on.later(choose.of([20, 70, 300, 1500, 6000, 12_000, 45_000]) * 60_000)
        // A tick that died is followed by the next one, which is all that is promised
        for (const name of CLOCKS) await send(step, () => jobs[name]!(deps, { now: on.clock.now }))
        return []
      }
    }
  }

  return {
    tally,
    /** Runs one sequence on a new case; gives what was violated, after which step. */
    async sequence(sequence: Step[]): Promise<string[]> {
      on.clock.now = noon
      const start = STARTS[sequence[0]!.pick % STARTS.length]!
      const who = sequence.length % 2 ? anna.id : bo.id
      const found = await begin(sql, deps.tokenKey, { start, who, responseId })
      const { token } = found
      await database.db.transaction((tx) => setDeadlines(tx, [found.id], noon))
      const broken: string[] = []
      for (const [at, step] of sequence.entries()) {
        const before = await eventsOf(found.id)
        const answers = await run(found.id, token, step)
        const after = await eventsOf(found.id)
        tally.steps++
        tally.changes += after.length > before.length ? 1 : 0
        tally.refusals += answers.filter(({ kind }) => kind === 'notice' || kind === 'faults').length
        const fresh = after.slice(before.length)
        if (step.kind !== 'time')
          for (const kind of new Set(fresh))
            if (kind !== 'promise withdrawn' && fresh.filter((one) => one === kind).length > 1)
              broken.push(`step ${at}: ${kind} twice by one click`)
        if (await unseen(found.id, before.length)) broken.push(`step ${at}: severe words that nobody sees`)
        // A refusal leaves all as it was
        if (fresh.length === 0) continue
        for (const violation of await holds(database.db.$client, found.id))
          broken.push(`step ${at}: ${violation}`)
        if (broken.length > 0) break
      }
      const [end] = await sql<{ state: string }[]>`select state from cases where id = ${found.id}`
      tally.states[end!.state] = (tally.states[end!.state] ?? 0) + 1
      // What is left must not stir while the next sequence is tried
      await sql`update cases set state = 'withdrawn', promise = null where matter_id in (select matter_id from cases where id = ${found.id})`
      await sql`update remedies set withdrawn_at = ${noon} where done_at is null and withdrawn_at is null`
      await sql`update proposals set state = 'withdrawn' where state in ('waiting', 'accepted')`
      await sql`update timers set next_at = null, ended_at = ${noon} where ended_at is null`
      return broken
    },
    end: () => database.end(),
  }

  /** Severe words that came since: an open case of the matter has to be the worst, with management called. */
  async function unseen(id: string, known: number): Promise<boolean> {
    const rows = await sql`
      select from case_events e where e.id in (select n.id from case_events n where n.case_id = ${id} order by n.id offset ${known})
        and e.by is null and e.text like ${`%${SEVERE}%`} and not exists (
          select from cases k join cases of on of.id = e.case_id and of.matter_id = k.matter_id
          where k.severity = 1 and k.state in ('open', 'owned', 'recovering', 'awaiting customer')
            and exists (select from case_events c where c.case_id = k.id and c.kind = 'management called')) limit 1`
    return rows.length > 0
  }

  async function eventsOf(id: string): Promise<string[]> {
    return (
      await sql<{ kind: string }[]>`select kind from case_events where case_id = ${id} order by id`
    ).map(({ kind }) => kind)
  }
}
