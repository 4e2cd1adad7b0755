import { sqlOf, type Tx } from '../../db/client.ts'
import type { AskRules, contacts, departments, NotAsked } from '../../db/schema/index.ts'
import { OPEN_STATES } from '../../db/schema/index.ts'
import { mailboxOf, mailboxSql, needsUtf8 } from '../addresses/address.ts'
import { isMachine } from '../addresses/machine.ts'
import { matches } from '../addresses/pattern.ts'

const DAY = 24 * 3600_000

/** How a contact came to its end, as its source tells. */
type Ending = { autoClosed?: boolean; outbound?: boolean; optedOut?: boolean; tags?: string[] }

export type Planning = {
  contact: typeof contacts.$inferSelect
  department: typeof departments.$inferSelect
  address: string | null
  ending: Ending
  /** The organisation's rules as they are stored. */
  ask: AskRules
  now: Date
}

/** Why this customer is not asked about this contact, as far as the organisation's rules say. */
export const whyNot = async (
  tx: Tx,
  { contact, department, address, ending, now }: Planning,
  rules: Required<AskRules>,
  plannedFor: Date,
): Promise<NotAsked | undefined> => {
  if (ending.autoClosed) return 'auto-closed'
  if (ending.optedOut || ending.tags?.some((tag) => matches(rules.excludedTags, tag))) return 'opted out'
  if (ending.outbound) return 'outbound'
  if (contact.endedAt.getTime() < now.getTime() - rules.maxAgeDays * DAY) return 'too old'
  if (department.excluded) return 'department excluded'
  if (rules.excludedChannels.includes(contact.channel)) return 'channel excluded'
  if (!address || !contact.customerId) return 'no address'
  if (isOurs(address, contact.staffMember?.email, rules)) return 'not a customer'
  const restedSince = new Date(plannedFor.getTime() - rules.restDays * DAY)
  const known = await knownOf(tx, contact, address, rules.subAddresses === 'one', restedSince)
  if (known.ours) return 'not a customer'
  if (needsUtf8(address) && !rules.internationalAddresses) return 'address not supported'
  if (known.suppressed) return 'suppressed'
  if (known.openCase) return 'open case'
  if (known.asked) return 'rest period'
  return chance(department.sampling)
}

const chance = (sampling: number): NotAsked | undefined =>
  Math.random() < sampling ? undefined : 'sampled out'

/** A machine, the contact's own staff member, or an address or a domain of the organisation or its list. */
const isOurs = (
  address: string,
  staff: string | undefined,
  { notCustomers, ownDomains }: Required<AskRules>,
): boolean => {
  const given = address.toLowerCase()
  const spellings = spellingsOf(given)
  if (isMachine(given) || spellings.some((one) => one === staff?.toLowerCase())) return true
  if (spellings.some((one) => matches(notCustomers.addresses, one))) return true
  const domain = given.slice(given.lastIndexOf('@') + 1)
  const domains = [...notCustomers.domains, ...(notCustomers.ownDomains ? ownDomains : [])]
  return domains.some((own) => domain === own || domain.endsWith(`.${own}`))
}

const spellingsOf = (address: string): string[] => [...new Set([address, mailboxOf(address)])]

type Found = { ours: boolean; suppressed: boolean; openCase: boolean; asked: boolean }

/**
 * What is known of the address and, where sub-addresses are one customer, of every address of its mailbox: whether it
 * is a brand's or a colleague's, was stopped, has an open case, or was asked after `restedSince`.
 */
const knownOf = async (
  tx: Tx,
  contact: Planning['contact'],
  address: string,
  one: boolean,
  restedSince: Date,
): Promise<Found> => {
  const sql = sqlOf(tx)
  const mailbox = one ? mailboxOf(address) : null
  const spellings = spellingsOf(address.toLowerCase())
  const [found] = await sql<Found[]>`
    with them as (
      select id, email from customers
      where id = ${contact.customerId} or ${sql.unsafe(mailboxSql('email'))} = ${mailbox}
    )
    select
      exists (select from people where lower(email) = any(${spellings}::text[]))
        or exists (select from brands where lower(sender_address) = any(${spellings}::text[]) or lower(reply_to) = any(${spellings}::text[]))
        as ours,
      exists (select from suppressions where address = any((select array_agg(email) from them)::text[] || ${[address, mailbox ?? address]}::text[]))
        as suppressed,
      exists (select from cases k join them on k.customer_id = them.id where k.state = any(${[...OPEN_STATES]}::text[]))
        as open_case,
      exists (
        select from invitations i join them on i.customer_id = them.id
        where i.contact_id <> ${contact.id} and i.state not in ('not asked', 'failed') and coalesce(i.sent_at, i.planned_for) > ${restedSince}
      ) as asked`
  return found!
}
