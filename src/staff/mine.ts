import type { Db } from '../../db/client.ts'
import type { CaseState } from '../../db/schema/index.ts'
import { UNFINISHED_LIST } from '../../db/schema/index.ts'
import type { Action, Card, MessageRef } from '../../integrations/chat.ts'
import type { Answers } from '../../surveys/survey.ts'
import { asksFirst } from '../cases/askFirst.ts'
import { nextDue } from '../cases/deadlines/nextDue.ts'
import { beginning, driverLabel, timeOf } from '../cases/labels.ts'
import { legal, type Move, ruleOf } from '../cases/machine.ts'
import type { Actor } from '../cases/rights.ts'
import type { Deps } from '../deps.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { wordFor } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'
import { addBusinessDays, atLocal, type Calendar, localDate } from '../time.ts'

const LISTED = 12

export type Mine = {
  id: string
  number: number
  state: CaseState
  severity: number
  department: string
  timeZone: string
  due: Date | null
  /** A remedy outlived the end. */
  owes: boolean
  apologised: boolean
  /** The customer gave no words yet. */
  asks: boolean
  score: number | null
  drivers: Answers['drivers'] | null
  words: string | null
  customer: string | null
  message: MessageRef | null
  total: number
}

/** Cases the person is accountable for, ended ones too while their finding is owed. One that waits for the customer owes nothing, and comes last. */
export const mine = async (db: Db, { id }: Actor, until?: Record<string, Date>): Promise<Mine[]> =>
  db.$client<Mine[]>`
    select k.id, k.number, k.state, k.severity, d.name as department, d.time_zone, o.due,
      exists (select from timers t where t.case_id = k.id and t.kind = 'remedy' and t.ended_at is null) as owes, k.apologised_at is not null as apologised,
      ${db.$client.unsafe(asksFirst('k', 'u', 'coalesce(r.answers, k.said)'))} as asks,
      r.score, coalesce(r.answers, k.said)->'drivers' as drivers,
      case when k.abusive_at is null then coalesce(r.answers, k.said)->>'words' end as words,
      coalesce(c.customer_name, u.name) as customer, k.message, count(*) over ()::int as total
    from cases k join departments d on d.key = k.department_key join contacts c on c.id = k.contact_id join customers u on u.id = k.customer_id
      left join responses r on r.id = k.response_id,
      lateral (select coalesce(${db.$client.unsafe(nextDue('k'))},
        (select min(t.due_at) from timers t where t.case_id = k.id and t.kind in ('finding', 'remedy') and t.ended_at is null)) as due) o
    where k.id in (
        select id from cases where accountable_id = ${id} and state in ${db.$client.unsafe(UNFINISHED_LIST)}
        union select w.id from timers t join cases w on w.id = t.case_id
        where t.kind = 'finding' and t.ended_at is null and w.accountable_id = ${id}
        union select w.id from timers t join cases w on w.id = t.case_id
        where t.kind = 'remedy' and t.ended_at is null and w.accountable_id = ${id})
      and ${id} not in ${db.$client.unsafe(excludedFrom('k'))}
      and (${until === undefined} or o.due <= (${JSON.stringify(until ?? {})}::jsonb ->> k.department_key)::timestamptz)
    order by o.due nulls last, k.number limit ${LISTED}`

/** Those that are overdue, or due before the next business day ends, by the opening hours of each case's department. */
export const mineDue = async (db: Db, by: Actor, now: Date): Promise<Mine[]> => {
  const departments = await db.$client<(Calendar & { key: string })[]>`
    select key, time_zone, hours, holidays from departments
    where key in (select department_key from cases where accountable_id = ${by.id})`
  const until = departments.map(({ key, ...calendar }): [string, Date] => {
    const date = localDate(calendar.timeZone, addBusinessDays(calendar, now, 1))
    return [key, atLocal(calendar.timeZone, date, '23:59')]
  })
  return mine(db, by, Object.fromEntries(until))
}

/** A title, then a card a case with its link and the buttons that matter now. */
export const listed = (
  { publicUrl }: Pick<Deps, 'publicUrl'>,
  title: string,
  cases: Mine[],
  words: StaffWords,
  now: Date,
): Card[] => {
  const { none, counted, cases: say } = words.personal
  const [first] = cases
  if (!first) return [said(title, [none])]
  const more = first.total - cases.length
  return [
    said(counted(title, first.total), []),
    ...cases.map((one) => drawMine(publicUrl, one, words, now)),
    ...(more > 0 ? [said('', [say.later(more)])] : []),
  ]
}

const drawMine = (publicUrl: string, one: Mine, words: StaffWords, now: Date): Card => {
  const say = words.personal.cases
  const { id, number, state, severity, department, due, message, customer } = one
  const plain = wordFor<string>(say.standing, state) ?? state
  const standing = due ? (due <= now ? say.overdue : say.dueAt)(plain, timeOf(one, due, words)) : plain
  const about = [say.score(one.score), ...(one.drivers ?? []).map((driver) => driverLabel(driver, words))]
  const started = beginning(one.words, words)
  return {
    title: '',
    summary: say.summary(number, severity, customer, standing),
    tone: 'plain',
    subject: id,
    about: id,
    parts: [
      {
        kind: 'facts',
        facts: [
          { label: say.title(number, severity, customer ?? department), value: standing },
          ...(started ? [{ label: about.join(', '), value: started }] : []),
        ],
      },
      ...(started ? [] : [{ kind: 'note' as const, text: about.join(', ') }]),
      linkTo(publicUrl, one.id, message, words),
    ],
    actions: actionsOf(one, words),
  }
}

/** Where a case is looked at: its message where that can be pointed at, else the desk. */
export const linkTo = (publicUrl: string, id: string, message: MessageRef | null, { call }: StaffWords) => ({
  kind: 'link' as const,
  label: call.open,
  url: `${publicUrl}/desk/c/${id}`,
  ...(message ? { message } : {}),
})

/** What is most likely next; the rest is behind "More…" or on the case's own message. */
const actionsOf = ({ state, apologised, asks, owes }: Mine, { moves: names, card }: StaffWords): Action[] => {
  const next: Move[] = apologised
    ? ['progress', 'done', 'held', 'document']
    : [...(asks ? (['ask', 'take'] as const) : (['take', 'apologise'] as const)), 'held', 'document']
  const moves = [...(owes ? (['settle'] as const) : []), ...next].filter((move) => legal(move, state, owes))
  return [
    ...moves.map(
      (move, i): Action => ({
        verb: move,
        label: names[move],
        opens: ruleOf(move).form ? 'form' : 'nothing',
        ...(i === 0 ? { style: 'primary' as const } : {}),
      }),
    ),
    ...(state === 'confirmed' ? [] : [{ verb: 'more', label: card.more, opens: 'form' } satisfies Action]),
  ]
}

export const said = (title: string, lines: string[]): Card => ({
  title,
  summary: title || lines.join(' '),
  tone: 'plain',
  parts: lines.map((text) => ({ kind: 'text', text })),
  actions: [],
})
