import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type AskRules, invitations, links, type StaffMember, suppressions } from '../../db/schema/index.ts'
import type { OpsDeps } from '../deps.ts'
import { linkOf } from '../links.ts'
import { invitationMail, reminderMail } from '../mails/invitation.ts'
import { messageId } from '../mails/messageId.ts'
import { MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Draw, Entry, Prepared } from '../outbox/entry.ts'
import { intoWindow } from '../time.ts'

const DAY = 24 * 3600_000

type Row = {
  id: string
  state: string
  expiresAt: Date
  sentAt: Date | null
  answered: boolean
  openCase: boolean
  email: string
  customerName: string | null
  channel: string
  endedAt: Date
  reference: string | null
  staffMember: StaffMember | null
  language: string
  timeZone: string
  zoneNamed: boolean
  name: string
  colour: string
  logoSvg: string | null
  replyTo: string
  senderName: string
  senderAddress: string
  ask: AskRules
}

/** The question, mailed. Not sent if a case opened or an answer came meanwhile, nor once the address is suppressed. */
export const invitation: Draw = (deps, entry, now) => draw(deps, entry, now, false)

/** The one reminder. */
export const reminder: Draw = (deps, entry, now) => draw(deps, entry, now, true)

const draw = async (deps: OpsDeps, entry: Entry, now: Date, again: boolean): Promise<Prepared> => {
  const row = await load(deps, String(entry.payload.invitation))
  if (!row) return { drop: 'there is no such invitation' }
  if (row.answered) return { drop: 'the customer has answered' }
  if (row.openCase)
    return { drop: 'the customer has an open case', ...(again ? {} : { dropped: notAsked(row.id) }) }
  if (again && row.expiresAt <= now) return { drop: 'the invitation has expired' }
  const opens = intoWindow(row.timeZone, row.ask.window, now)
  if (opens > now) return { defer: 'outside the hours in which customers are asked', until: opens }
  const expiresAt = again ? row.expiresAt : new Date(now.getTime() + row.ask.expiryDays * DAY)
  const unsubscribeUrl = await linkOf(deps, 'unsubscribe', row.id)
  const drawn = (again ? reminderMail : invitationMail)({
    brand: row,
    language: row.language,
    timeZone: row.timeZone,
    zoneNamed: row.zoneNamed,
    customerName: row.customerName,
    contact: { ...row, staffMember: row.staffMember?.name ?? null },
    surveyUrl: await linkOf(deps, 'survey', row.id),
    unsubscribeUrl,
    expiresAt,
    now,
  })
  return {
    unlessSuppressed: { address: row.email, scopes: ['invitations', 'all'] },
    send: () =>
      deps.mail.send({
        ...drawn,
        messageId: messageId(`${again ? 'reminder' : 'invitation'}-${row.id}`, row.senderAddress),
        from: { name: row.senderName, address: row.senderAddress },
        replyTo: row.replyTo,
        to: row.email,
        automatic: true,
        unsubscribeUrl,
        language: row.language,
      }),
    settled: async (tx, _result, at) => {
      if (again) {
        await tx.update(invitations).set({ remindedAt: at }).where(eq(invitations.id, row.id))
        return
      }
      await tx
        .update(invitations)
        .set({ state: 'sent', sentAt: at, expiresAt })
        .where(eq(invitations.id, row.id))
      await tx
        .update(links)
        .set({ expiresAt })
        .where(sql`${links.subjectId} = ${row.id} and ${links.purpose} = 'survey'`)
      const dueAt = intoWindow(
        row.timeZone,
        row.ask.window,
        new Date(at.getTime() + row.ask.reminderDays * DAY),
      )
      if (dueAt < expiresAt)
        await enqueue(tx, {
          kind: 'reminder',
          destination: MAIL,
          onceKey: `reminder:${row.id}`,
          payload: { invitation: row.id },
          dueAt,
          now: at,
        })
    },
    unreachable: async (tx, at) => {
      await tx
        .insert(suppressions)
        .values({ address: row.email, scope: 'invitations', reason: 'unreachable', createdAt: at })
        .onConflictDoNothing()
    },
  }
}

/** It counts for no rest period, and an integrator who asks hears why. */
const notAsked = (id: string) => async (tx: Tx) => {
  await tx.update(invitations).set({ state: 'not asked', reason: 'open case' }).where(eq(invitations.id, id))
}

const load = async ({ db }: OpsDeps, id: string): Promise<Row | undefined> => {
  const [row] = await db.$client<Row[]>`
    select i.id, i.state, i.expires_at, i.sent_at, r.id is not null as answered,
      exists (
        select from cases k where k.customer_id = i.customer_id
          and k.state in ('open', 'owned', 'recovering', 'awaiting customer')
      ) as open_case,
      u.email, coalesce(c.customer_name, u.name) as customer_name, c.channel, c.ended_at, c.reference, c.staff_member,
      c.language, c.time_zone, c.zone_given is false as zone_named, b.name, b.colour, b.logo_svg, b.reply_to, b.sender_name, b.sender_address, o.ask
    from invitations i
    join contacts c on c.id = i.contact_id
    join customers u on u.id = i.customer_id
    join brands b on b.key = c.brand_key
    cross join organisation o
    left join responses r on r.invitation_id = i.id
    where i.id = ${id}`
  return row
}
