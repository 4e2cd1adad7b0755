import { freeSlots } from '../callbacks/bookCallBack.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { type EventKind, forKind, type NamedEvent } from '../cases/events.ts'
import { withKnown } from '../cases/known.ts'
import { REOPENABLE } from '../cases/otherMoves.ts'
import { takesNow } from '../cases/reopen.ts'
import { isOpen } from '../cases/states.ts'
import { isStopped } from '../cases/stopped.ts'
import type { Deps } from '../deps.ts'
import type { StepKind } from '../locales/index.ts'
import type { CaseView } from './storyView.ts'

type Event = NamedEvent & { pictures: string[] | null }

/** What a customer sees of their case. Reads only. Throws `unknown`, `expired`. */
export const viewCase = async (
  deps: Pick<Deps, 'db'>,
  { token, now }: { token: string; now: Date },
): Promise<CaseView> => {
  const { db } = deps
  const found = await loadCase(db, await caseOfLink(db, token, now))
  const open = isOpen(found.state)
  const takes = await takesNow(db, found, now)
  const reopenable = (REOPENABLE as readonly string[]).includes(found.state) && takes === 'reopen'
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
  const answered = events
    .filter((event) => event.kind === 'answered')
    .findLast(({ at }) => !found.askedAt || at >= found.askedAt)
  const { waitingSince } = found
  return {
    brand: brand!,
    language: found.language,
    timeZone: found.customerTimeZone,
    zoneNamed: found.customerZoneNamed,
    now,
    department: found.department,
    liaison: found.ownerId ? found.accountable : null,
    reference: found.reference,
    openedAt: found.openedAt,
    open,
    reopenable,
    again:
      takes === 'open' || reopenable || (found.state === 'unconfirmed' && takes === 'reopen') ? null : takes,
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
    answer: answered ? { answer: answered.data.answer, words: answered.text, at: answered.at } : null,
    promise: promiseOf(found),
  }
}

/** `untold`: it is told, but its words stand elsewhere on the page. Null: the customer's story leaves it out. */
const STORY: { [K in EventKind]: (K extends StepKind ? 'told' | 'untold' : never) | null } = {
  opened: 'told',
  said: null,
  'heard elsewhere': null,
  'mail sent again': null,
  'address corrected': null,
  taken: 'told',
  'management called': null,
  apology: 'told',
  question: 'told',
  'customer said': 'told',
  account: 'untold',
  'account corrected': 'untold',
  'remedy promised': 'told',
  'remedy accepted': 'told',
  'remedy change asked': 'told',
  'remedy done': 'told',
  'approval asked': null,
  'approval given': null,
  'approval changed': null,
  'approval declined': null,
  'promise withdrawn': 'told',
  'done taken back': 'told',
  'right disputed': 'told',
  progress: 'told',
  held: 'untold',
  done: 'told',
  'confirmation reminded': null,
  answered: 'told',
  'earlier case answered': null,
  'carried on': 'told',
  'opened again': 'told',
  unconfirmed: null,
  'not them': null,
  'finding drafted': null,
  documented: 'told',
  'final answer': 'told',
  ended: 'told',
  stopped: 'told',
  'severity changed': null,
  'handling set': null,
  abusive: null,
  'handover offered': null,
  'handover accepted': 'told',
  'handover declined': null,
  'handover timed out': null,
  'somebody else asked': 'told',
  'request sent': null,
  'request accepted': null,
  'request declined': null,
  'request done': null,
  'request taken back': null,
  'partner said': null,
  'call-back booked': 'told',
  'call-back moved': 'told',
  'call-back cancelled': 'told',
  'call-back near': null,
  reminded: null,
  snoozed: null,
  reassigned: null,
  covered: null,
  merged: null,
  joined: null,
  'join undone': null,
  link: null,
  'data asked': null,
}

const stepOf = (event: Event, { answers }: Case): CaseView['steps'] => {
  const { kind, at, text, data, by, pictures } = event
  const told = forKind(STORY, kind)
  // The conversation it was said in is told; of a finding the sentence that was written for the customer
  if (!told || (event.kind === 'apology' && event.data?.spoken) || (kind === 'documented' && !text)) return []
  const facts: { to?: string; at?: string; body?: string | null; known?: string } = data ?? {}
  return [
    {
      at,
      kind: kind as StepKind,
      text: kind === 'opened' ? (answers.words ?? null) : told === 'untold' ? null : withKnown(text, facts),
      by: facts.to ?? by,
      when: facts.at ? new Date(facts.at) : null,
      body: facts.body ?? null,
      ...(event.kind === 'answered' && { answer: event.data.answer }),
      ...(event.kind === 'remedy promised' && !text && { remedy: event.data }),
      pictures: pictures ?? [],
    },
  ]
}

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
