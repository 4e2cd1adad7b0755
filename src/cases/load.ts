import type { Db } from '../../db/client.ts'
import type { CaseState, ChatDestination, Hours, StaffMember } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import type { Answers } from '../../surveys/survey.ts'
import { DomainError } from '../errors.ts'

export type Remedy = {
  id: string
  kind: string
  amount: string | null
  currency: string | null
  words: string
  dueAt: Date
  doneAt: Date | null
}

/** A case with all that its card, forms and mails are drawn from. */
export type Case = {
  id: string
  number: number
  state: CaseState
  severity: number
  matterId: string
  customerId: string
  departmentKey: string
  ownerId: string | null
  accountableId: string
  openedAt: Date
  takeDueAt: Date
  apologyDueAt: Date
  takenAt: Date | null
  apologisedAt: Date | null
  doneAt: Date | null
  done: string | null
  promise: string | null
  promiseDueAt: Date | null
  askedAt: Date | null
  silentAt: Date | null
  confirmedAt: Date | null
  endedAt: Date | null
  /** `twice`: it may stand in the channel a second time. */
  message: (MessageRef & { twice?: boolean }) | null
  score: number
  answers: Answers
  channel: string
  endedContactAt: Date
  staffMember: StaffMember | null
  reference: string | null
  language: string
  customerTimeZone: string
  customerName: string | null
  email: string | null
  phone: string | null
  brandKey: string
  department: string
  timeZone: string
  hours: Hours
  holidays: string[]
  destination: ChatDestination
  accountable: string
  /** The accountable person on the destination's platform, if they are known there. */
  accountableAt: { workspace: string; user: string } | null
  remedies: Remedy[]
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Throws `unknown` if there is no such case. */
export const loadCase = async (db: Db, id: string): Promise<Case> => {
  const [row] = UUID.test(id)
    ? await db.$client<Case[]>`
    select k.*, r.score, r.answers, c.channel, c.ended_at as ended_contact_at, c.staff_member, c.reference, c.language,
      c.time_zone as customer_time_zone, coalesce(c.customer_name, u.name) as customer_name, u.email, u.phone,
      d.name as department, d.time_zone, d.hours, d.holidays, d.destination, p.name as accountable,
      json_build_object(
        'slack', json_build_object('workspace', p.slack_workspace, 'user', p.slack_user),
        'teams', json_build_object('workspace', p.teams_tenant, 'user', p.teams_user)
      ) -> (d.destination ->> 'platform') as accountable_at,
      coalesce((
        select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'amount', m.amount::text, 'currency', m.currency,
          'words', m.words, 'dueAt', m.due_at, 'doneAt', m.done_at) order by m.promised_at, m.id)
        from remedies m where m.case_id = k.id
      ), '[]') as remedies
    from cases k
    join responses r on r.id = k.response_id
    join contacts c on c.id = k.contact_id
    join customers u on u.id = k.customer_id
    join departments d on d.key = k.department_key
    join people p on p.id = k.accountable_id
    where k.id = ${id}`
    : []
  if (!row) throw new DomainError('unknown', 'There is no such case.')
  if (!row.accountableAt?.user) row.accountableAt = null
  row.remedies = row.remedies.map((remedy) => ({
    ...remedy,
    dueAt: new Date(remedy.dueAt),
    doneAt: remedy.doneAt && new Date(remedy.doneAt),
  }))
  return row
}
