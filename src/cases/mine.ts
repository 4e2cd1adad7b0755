import type { Db } from '../../db/client.ts'
import type { Card } from '../../integrations/chat.ts'
import type { Actor } from './actor.ts'
import { timeOf } from './wording.ts'

const LISTED = 20

type Mine = {
  number: number
  state: string
  department: string
  timeZone: string
  due: Date | null
  total: number
}

/** Cases the person is accountable for. One that waits for the customer owes nothing, and comes last. */
export const mine = async (db: Db, { id }: Actor, until?: Date): Promise<Mine[]> =>
  db.$client<Mine[]>`
    select k.number, k.state, d.name as department, d.time_zone, o.due, count(*) over ()::int as total
    from cases k join departments d on d.key = k.department_key,
      lateral (select case when k.state = 'open' then k.take_due_at when k.state in ('owned', 'recovering')
        then k.promise_due_at end as due) o
    where k.accountable_id = ${id} and k.state in ('open', 'owned', 'recovering', 'awaiting customer', 'confirmed')
      and (${until ?? null}::timestamptz is null or o.due <= ${until ?? null})
    order by o.due nulls last, k.number limit ${LISTED}`

const STANDING: Record<string, string> = {
  open: 'not taken',
  owned: 'yours',
  recovering: 'being put right',
  'awaiting customer': 'waiting for the customer’s answer',
  confirmed: 'confirmed, to be documented',
}

export const listed = (title: string, cases: Mine[], now: Date): Card => {
  const [first] = cases
  if (!first) return said(title, ['None.'])
  const lines = cases.map(({ number, state, department, due, timeZone }) => {
    const when = due ? `, ${due <= now ? 'overdue since' : 'due'} ${timeOf({ timeZone }, due)}` : ''
    return `Case ${number} (${department}): ${STANDING[state]}${when}`
  })
  const more = first.total - cases.length
  return said(`${title}: ${first.total}`, more > 0 ? [...lines, `and ${more} more`] : lines)
}

export const said = (title: string, lines: string[]): Card => ({
  title,
  summary: title,
  tone: 'plain',
  parts: lines.map((text) => ({ kind: 'text', text })),
  actions: [],
})
