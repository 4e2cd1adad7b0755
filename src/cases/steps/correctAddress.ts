import { sqlOf, type Tx } from '../../../db/client.ts'
import { addressOf, needsUtf8 } from '../../addresses/address.ts'
import { readingOf } from '../../contacts/reading.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import type { Case } from '../case.ts'
import { endCaseLinks } from '../caseLinks.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { textOf } from '../formValues.ts'
import type { CaseVerb } from '../verb.ts'

/** The customer's e-mail address, as they gave it since. Nothing is mailed again; what waits goes to the new one. */
export const correctAddress: CaseVerb = {
  fields: ({ email }, { forms }) => [
    {
      kind: 'text',
      name: 'email',
      ...forms.correctAddress.email,
      required: true,
      max: 254,
      initial: email ?? undefined,
    },
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'correct-address', act, async (found) => {
      const email = await newAddress(deps, found, textOf(act, 'email', { max: 254 }))
      return {
        set: {},
        event: { kind: 'address corrected', data: { from: found.email, to: email } },
        also: async ({ tx }) => {
          await updateProposalCards(tx, found)
          await moveTo(tx, found, email, act.now)
          await endCaseLinks(deps, tx, found.id, act.now)
        },
      }
    }),
}

const newAddress = async (deps: EdgeDeps, found: Case, given: string): Promise<string> => {
  const wrong = (why: 'noAddress' | 'same' | 'noUtf8') =>
    new DomainError('invalid', ({ forms }) => forms.correctAddress[why], 'email')
  const reading = await readingOf(deps)
  const email = addressOf(given, reading)
  if (!email) throw wrong('noAddress')
  if (email === found.email) throw wrong('same')
  if (needsUtf8(email) && !reading.international) throw wrong('noUtf8')
  return email
}

/** Mails that a worker has rendered for the old address, but not begun to send, are rendered again. */
const updateProposalCards = (tx: Tx, { id, customerId }: Case) => sqlOf(tx)`
  update outbox set state = 'waiting', fence = fence + 1, lease_until = null
  where state = 'claimed' and destination = 'mail' and (
    payload ->> 'case' = ${id}
    or payload ->> 'invitation' in (select i.id::text from invitations i where i.customer_id = ${customerId})
  )`

/** The customer gets the address; where it is another customer's, the case's matter becomes theirs. */
const moveTo = async (tx: Tx, { customerId, matterId }: Case, email: string, now: Date) => {
  const sql = sqlOf(tx)
  const [other] = await sql<{ id: string }[]>`select id from customers where email = ${email} for update`
  if (!other) {
    // Who wants no surveys wants none at the new address either
    await sql`
      insert into suppressions (address, scope, reason, created_at)
      select ${email}, s.scope, s.reason, ${now}::timestamptz from suppressions s join customers u on u.email = s.address
      where u.id = ${customerId} and s.scope = 'invitations' and s.reason = 'unsubscribed' on conflict do nothing`
    await sql`update customers set email = ${email} where id = ${customerId}`
    return
  }
  const matters = await sql<{ id: string; taken: number | null; doubled: boolean }[]>`
    select m.id, (
        select k.number from cases k where k.matter_id = n.id order by k.opened_at desc limit 1
      ) as taken, n.id is not null as doubled
    from matters m left join matters n on n.customer_id = ${other.id} and n.reference = m.reference
    where m.id = ${matterId} or m.joined_into = ${matterId}`
  const double = matters.find(({ doubled }) => doubled)
  if (double)
    throw new DomainError('conflict', ({ forms }) => forms.correctAddress.another(double.taken), 'email')
  const ids = matters.map(({ id }) => id)
  await sql`update matters set customer_id = ${other.id} where id = any(${ids}::uuid[])`
  await sql`update cases set customer_id = ${other.id} where matter_id = any(${ids}::uuid[])`
  await sql`
    update invitations set customer_id = ${other.id}
    where contact_id in (select id from contacts where matter_id = any(${ids}::uuid[]))`
  await sql`update contacts set customer_id = ${other.id} where matter_id = any(${ids}::uuid[])`
}
