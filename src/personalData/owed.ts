import { sqlOf, type Tx } from '../../db/client.ts'
import type { OwedThing } from '../../db/schema/index.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import { remedyLabel, timeOf } from '../cases/labels.ts'
import type { StaffWords } from '../locales/staff.ts'

/** What a customer is still owed: remedies not done, calls booked, and a word on each open case. The soonest first. */
export const owedTo = async (tx: Tx, customerId: string): Promise<OwedThing[]> => {
  const sql = sqlOf(tx)
  const rows = await sql<(Required<OwedThing> & { at: Date | null })[]>`
    select k.number as case, 'remedy' as what, d.due_at as at, d.kind, d.amount::text, d.currency
    from cases k join remedies d on d.case_id = k.id
    where k.customer_id = ${customerId} and d.done_at is null and d.withdrawn_at is null
    union all
    select k.number, 'call-back', b.at, null, null, null from cases k join call_backs b on b.case_id = k.id
    where k.customer_id = ${customerId} and b.state = 'booked'
    union all
    select k.number, 'word', k.promise_due_at, null, null, null from cases k
    where k.customer_id = ${customerId} and k.state in ${sql.unsafe(OPEN_LIST)}
    order by at, "case"`
  return rows.map(({ at, case: number, what, ...remedy }) => ({
    case: number,
    what,
    due: at?.toISOString() ?? null,
    ...(what === 'remedy' ? remedy : {}),
  }))
}

/** "case 1007: a refund of 500 SEK, due 2026-03-12", for other systems and the command line. */
export const inEnglish = ({ case: number, what, due, kind, amount, currency }: OwedThing): string => {
  const thing =
    what === 'remedy'
      ? `${kind}${amount ? ` of ${amount} ${currency}` : ''}`
      : what === 'word'
        ? 'it is open, and an answer is owed'
        : 'a call is booked'
  return `case ${number}: ${thing}${due ? `, due ${due.slice(0, 10)}` : ''}`
}

/** The same as staff read it, in the zone of who reads. */
export const inWords = (
  { case: number, what, due, kind, amount = null, currency = null }: OwedThing,
  zone: { timeZone: string },
  words: StaffWords,
): string => {
  const { owes, things } = words.customers
  const thing =
    what === 'remedy' && kind
      ? remedyLabel({ kind, amount, currency }, words)
      : things[what === 'word' ? 'word' : 'call']
  return owes(number, thing, due ? timeOf(zone, new Date(due), words) : undefined)
}
