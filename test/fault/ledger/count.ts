import { isDeepStrictEqual } from 'node:util'
import type { Sql } from 'postgres'
import type { Answers } from '../../../surveys/survey.ts'
import type { Book } from './book.ts'
import { countErased } from './erasing.ts'
import type { Outside } from './outside.ts'

export type Figures = {
  acknowledged: { contacts: number; answers: number; clicks: number }
  missing: string[]
  doubled: string[]
  /** Clicks answered 200 that another had won already, whose notice died with the worker. */
  untold: number
  cases: number
  escalations: { visible: number; listed: number }
  mails: Record<string, number>
  erased: number
  /** Of the erased: what is there again. */
  back: string[]
}

type Tally = Pick<Figures, 'missing' | 'doubled'>

/** Exactly one, or it is said which and how many. */
const one = ({ missing, doubled }: Tally, what: string, times: number) => {
  if (times === 0) missing.push(what)
  if (times > 1) doubled.push(`${what} (${times})`)
}

/** Holds the ledger against the database, the local Slack and the mail server. */
export const count = async (book: Book, sql: Sql, outside: Outside): Promise<Figures> => {
  const tally: Tally = { missing: [], doubled: [] }
  await countContacts(tally, book, sql)
  await countAnswers(tally, book, sql)
  const clicks = await countClicks(tally, book, sql, outside)
  const { back, missing } = await countErased(book, sql, outside)
  tally.missing.push(...missing)
  const [{ cases } = { cases: 0 }] = await sql<
    { cases: number }[]
  >`select count(*)::int as cases from cases where purged_at is null`
  return {
    ...tally,
    acknowledged: {
      contacts: book.contacts.size,
      answers: [...book.answers.values()].reduce(
        (sum, { scores, words }) => sum + scores.length + words.length,
        0,
      ),
      clicks: clicks.acknowledged,
    },
    untold: clicks.untold,
    erased: book.erased.size,
    back,
    cases,
    escalations: await countChat(tally, sql, outside),
    mails: await countMails(tally, sql, outside),
  }
}

const countContacts = async (tally: Tally, book: Book, sql: Sql) => {
  const rows = await sql<{ externalId: string; ids: string[]; invitations: number; entries: number }[]>`
    select c.external_id as "externalId", array_agg(distinct c.id) as ids, count(distinct i.id)::int as invitations,
      count(o.id)::int as entries
    from contacts c left join invitations i on i.contact_id = c.id
    left join outbox o on o.kind = 'invitation' and o.payload->>'invitation' = i.id::text
    group by 1`
  const stored = new Map(rows.map((row) => [row.externalId, row]))
  for (const [externalId, { id, planned }] of book.contacts) {
    if (book.erasing.has(externalId)) continue
    const row = stored.get(externalId)
    if (!row?.ids.includes(id)) tally.missing.push(`contact ${externalId}`)
    else if (planned) one(tally, `invitation's entry of ${externalId}`, row.entries)
  }
  for (const [externalId, { ids, invitations }] of stored) {
    one(tally, `contact ${externalId}`, ids.length)
    one(tally, `invitation of ${externalId}`, invitations)
  }
}

const countAnswers = async (tally: Tally, book: Book, sql: Sql) => {
  const rows = await sql<{ externalId: string; kept: Answers[]; cases: number; said: (string | null)[] }[]>`
    select c.external_id as "externalId",
      (select coalesce(jsonb_agg(v.answers order by v.revision), '[]') from response_revisions v where v.response_id = r.id)
        || jsonb_build_array(r.answers) as kept,
      (select count(*)::int from cases k where k.matter_id = c.matter_id) as cases,
      array(select e.data->'added'->>'words' from case_events e join cases k on k.id = e.case_id
        where k.matter_id = c.matter_id and e.kind = 'said') as said
    from responses r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id`
  const stored = new Map(rows.map((row) => [row.externalId, row]))
  for (const [externalId, { scores, words }] of book.answers) {
    if (book.erasing.has(externalId)) continue
    const row = stored.get(externalId)
    for (const score of scores)
      if (!row?.kept.some((answers) => answers.score === score))
        tally.missing.push(`score ${score} of ${externalId}`)
    for (const text of words) {
      if (!row?.kept.some((answers) => answers.words === text)) tally.missing.push(`words of ${externalId}`)
      one(tally, `words of ${externalId} on the case`, row?.said.filter((said) => said === text).length ?? 0)
    }
    if (scores.some((score) => score <= 2)) one(tally, `case of ${externalId}`, row?.cases ?? 0)
  }
  for (const [externalId, { kept, cases }] of stored) {
    // Without their words two revisions may be alike
    if (externalId.startsWith('erased:')) continue
    if (cases > 1) tally.doubled.push(`case of ${externalId} (${cases})`)
    if (kept.some((answers, at) => at > 0 && isDeepStrictEqual(answers, kept[at - 1])))
      tally.doubled.push(`answer of ${externalId}`)
  }
}

/** A click is acknowledged when Slack got its 200 and the liaison no notice to the contrary. */
const countClicks = async (tally: Tally, book: Book, sql: Sql, { slack }: Outside) => {
  const rows = await sql<{ case: string; by: string | null }[]>`
    select e.case_id as case, p.slack_user as by from case_events e left join people p on p.id = e.by where e.kind = 'taken'`
  const taken = Map.groupBy(rows, (row) => row.case)
  for (const [id, events] of taken) one(tally, `take of case ${id}`, events.length)
  const noticed = ({ user, from }: Book['clicks'][number]) => {
    const next = Math.min(
      ...book.clicks.filter((one) => one.user === user && one.from > from).map((one) => one.from),
    )
    return slack
      .ephemerals(user)
      .some(({ ts, via }) => via === 'response_url' && Number(ts) * 1000 >= from && Number(ts) * 1000 < next)
  }
  const acknowledged = book.clicks.filter((click) => !noticed(click))
  let untold = 0
  for (const { case: id, user } of acknowledged) {
    const events = taken.get(id) ?? []
    if (events.length === 0) tally.missing.push(`take of case ${id} by ${user}`)
    else if (!events.some(({ by }) => by === user)) untold += 1
  }
  return { acknowledged: acknowledged.length - untold, untold }
}

/** Each case's escalation, and each reply in a thread, is seen once in Slack, or listed with its cause. */
const countChat = async (tally: Tally, sql: Sql, { slack }: Outside) => {
  const shown = new Map<string, number>()
  for (const { metadata } of slack.messages()) {
    const key = String(metadata?.event_payload.key)
    shown.set(key, (shown.get(key) ?? 0) + 1)
  }
  const rows = await sql<
    { case: string; id: string | null; kind: string | null; state: string; cause: string | null }[]
  >`select k.id as case, o.id, o.kind, o.state, o.cause from cases k
    left join outbox o on o.kind in ('escalation', 'reply') and o.payload->>'case' = k.id::text
    where k.purged_at is null and (select u.erased_at from customers u where u.id = k.customer_id) is null`
  const found = { visible: 0, listed: 0 }
  for (const { case: of, id, kind, state, cause } of rows) {
    const times = shown.get(String(id)) ?? 0
    const listed = times === 0 && id !== null && state !== 'sent' && cause !== null
    if (!listed) one(tally, `${kind ?? 'escalation'} ${id} of case ${of}`, times)
    if (kind === 'escalation' && times > 0) found.visible += 1
    if (listed) found.listed += 1
  }
  return found
}

/** A mail that was sent came once; one whose fate is unknown came once or not, and is listed. */
const countMails = async (tally: Tally, sql: Sql, { mails }: Outside) => {
  const rows = await sql<{ id: string; state: string; cause: string | null }[]>`
    select o.payload->>'invitation' as id, o.state, coalesce(o.cause, case when u.erased_at is not null then 'erased' end) as cause
    from outbox o left join invitations i on i.id = (o.payload->>'invitation')::uuid left join customers u on u.id = i.customer_id
    where o.kind = 'invitation'`
  for (const { id, state, cause } of rows) {
    const times = mails.get(`<invitation-${id}@nordly.example>`) ?? 0
    if (state === 'sent' || times > 1) one(tally, `mail of invitation ${id}`, times)
    else if (cause === null) tally.missing.push(`mail of invitation ${id} (${state} without a cause)`)
  }
  const states = Map.groupBy(rows, ({ state }) => state)
  return Object.fromEntries([...states].map(([state, { length }]) => [state, length]))
}
