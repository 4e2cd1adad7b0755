import type { Db } from '../../../db/client.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { localeOf, type StepKind } from '../../locales/index.ts'
import { hash, looksLikeToken } from '../../tokens.ts'
import { freeSlots } from '../callbacks/bookCallBack.ts'
import { type Confirmation, isOpen, REOPENABLE } from '../case.ts'
import { type Case, loadCase } from '../load.ts'
import { isStopped } from './stopped.ts'
import type { CaseView } from './view.ts'

type Event = {
  kind: string
  at: Date
  text: string | null
  data: Record<string, string | undefined> | null
  by: string | null
  pictures: string[] | null
}

type Linked = { caseId: string; expiresAt: Date }

/** The case a link is of: the one that goes on, where it was joined with another. Throws `unknown`. */
export const linkedCase = async (db: Db, token: string): Promise<Linked> => {
  const [link] = looksLikeToken(token)
    ? await db.$client<Linked[]>`
        with recursive linked as (
          select k.id, k.customer_id, k.merged_into, l.expires_at, 0 as step
          from links l join cases k on k.id = l.subject_id where l.hash = ${hash(token)} and l.purpose = 'case'
          union all
          select k.id, k.customer_id, k.merged_into, linked.expires_at, step + 1
          from linked join cases k on k.id = linked.merged_into and k.customer_id = linked.customer_id where step < 9
        )
        select id as case_id, expires_at from linked order by step desc limit 1`
    : []
  if (!link) throw new DomainError('unknown', 'This link is not known.')
  return link
}

/** As `linkedCase`, for a link that is still good. Throws `unknown`, `expired`. */
export const caseOfLink = async (db: Db, token: string, now: Date): Promise<string> => {
  const { caseId, expiresAt } = await linkedCase(db, token)
  if (expiresAt <= now) throw new DomainError('expired', 'This link has expired.')
  return caseId
}

/** What a customer sees of their case. Reads only. Throws `unknown`, `expired`. */
export const viewCase = async (
  deps: Pick<Deps, 'db'>,
  { token, now }: { token: string; now: Date },
): Promise<CaseView> => {
  const { db } = deps
  const found = await loadCase(db, await caseOfLink(db, token, now))
  const open = isOpen(found.state)
  const [[brand], events, stopped, slots] = await Promise.all([
    db.$client<CaseView['brand'][]>`
    select name, colour, logo_svg, reply_to from brands where key = ${found.brandKey}`,
    db.$client<Event[]>`
    select e.kind, e.at, e.text, e.data, p.name as by,
      (select json_agg(i.id order by i.id) from pictures i where i.case_id = e.case_id and i.event_id = e.id) as pictures
    from case_events e left join people p on p.id = e.by where e.case_id = ${found.id} order by e.id`,
    isStopped(deps, found),
    open ? freeSlots(deps, found, now) : [],
  ])
  const answered = events.findLast(
    ({ kind, at }) => kind === 'answered' && (!found.askedAt || at >= found.askedAt),
  )
  const { waitingSince } = found
  return {
    brand: brand!,
    language: found.language,
    timeZone: found.customerTimeZone,
    now,
    department: found.department,
    liaison: found.ownerId ? found.accountable : null,
    reference: found.reference,
    openedAt: found.openedAt,
    open,
    reopenable: (REOPENABLE as readonly string[]).includes(found.state),
    stopped,
    steps: events.flatMap((event) => stepOf(event, found)),
    questions:
      open && waitingSince
        ? events
            .filter(({ kind, at }) => kind === 'question' && at >= waitingSince)
            .map(({ text, by }) => ({ text: text ?? '', by }))
        : [],
    remedies: found.remedies.map(({ id, kind, words, amount, currency, ...remedy }) => ({
      id,
      kind,
      words,
      amount,
      currency,
      done: remedy.doneAt !== null,
      due: remedy.dueAt,
      accepted: remedy.acceptedAt !== null,
      changeAsked: remedy.changeAsked,
    })),
    account: found.account,
    callBack: found.callBack,
    slots,
    phone: found.answers.reach?.phone ?? found.phone,
    done: found.done,
    question: questionOf(found, answered !== undefined),
    answer: answered?.data?.answer
      ? { answer: answered.data.answer as Confirmation, words: answered.text, at: answered.at }
      : null,
    promise: promiseOf(found),
  }
}

/** Told where the agreed account, or the conversation itself, stands already. */
const UNTOLD = new Set(['account', 'account corrected', 'held'])

const stepOf = ({ kind, at, text, data, by, pictures }: Event, { answers }: Case): CaseView['steps'] =>
  !Object.hasOwn(localeOf('en').casePage.steps, kind) || (kind === 'apology' && data?.spoken)
    ? []
    : [
        {
          at,
          kind: kind as StepKind,
          text: kind === 'opened' ? (answers.words ?? null) : UNTOLD.has(kind) ? null : text,
          by: data?.to ?? by,
          when: data?.at ? new Date(data.at) : null,
          body: data?.body ?? null,
          pictures: pictures ?? [],
        },
      ]

const questionOf = ({ state }: Case, answered: boolean): CaseView['question'] => {
  if (state === 'awaiting customer' || (state === 'unconfirmed' && !answered)) return 'asked'
  if (isOpen(state)) return answered ? 'answered' : 'not yet'
  return answered && ['confirmed', 'documented', 'unconfirmed'].includes(state) ? 'answered' : 'closed'
}

const PROMISES = ['first word', 'next word', 'remedy', 'your answer'] as const

const promiseOf = ({ state, promise, promiseDueAt, remedies }: Case): CaseView['promise'] => {
  const kind = PROMISES.find((one) => one === promise)
  if (!kind || !promiseDueAt || !isOpen(state) || state === 'awaiting customer') return null
  const owed = remedies.find(({ doneAt }) => !doneAt)
  return { kind, text: kind === 'remedy' ? (owed?.words ?? null) : null, due: promiseDueAt }
}
