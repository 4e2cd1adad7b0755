import { eq } from 'drizzle-orm'
import type { Sql, Tx } from '../../db/client.ts'
import {
  type AskRules,
  invitations,
  OPEN_LIST,
  type StaffMember,
  suppressions,
} from '../../db/schema/index.ts'
import type { OpsDeps } from '../deps.ts'
import { linkBy } from '../links.ts'
import { invitationMail, reminderMail } from '../mails/invitation.ts'
import { messageId } from '../mails/messageId.ts'
import { MAIL } from '../outbox/destinations.ts'
import type { Entry, Prepared, Render } from '../outbox/entry.ts'
import { intoWindow } from '../time.ts'
import type { Purpose } from '../tokens.ts'

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
  /** The nonces of its links. */
  survey: Buffer
  unsubscribe: Buffer
}

/** The question, mailed. Not sent if a case opened or an answer came meanwhile, nor once the address is suppressed. */
export const invitation: Render = (deps, entry, now) => render(deps, entry, now, false)

/** The one reminder. */
export const reminder: Render = (deps, entry, now) => render(deps, entry, now, true)

const render = async (deps: OpsDeps, entry: Entry, now: Date, again: boolean): Promise<Prepared> => {
  const row = await load(deps, String(entry.payload.invitation))
  if (!row) return { drop: 'there is no such invitation' }
  if (row.answered) return { drop: 'the customer has answered' }
  if (row.openCase)
    return { drop: 'the customer has an open case', ...(again ? {} : { dropped: notAsked(row.id) }) }
  if (again && row.expiresAt <= now) return { drop: 'the invitation has expired' }
  const opens = intoWindow(row.timeZone, row.ask.window, now)
  if (opens > now) return { defer: 'outside the hours in which customers are asked', until: opens }
  const expiresAt = again ? row.expiresAt : new Date(now.getTime() + row.ask.expiryDays * DAY)
  const unsubscribeUrl = linkBy(deps, 'unsubscribe', row.id, row.unsubscribe)
  const mail = (again ? reminderMail : invitationMail)({
    brand: row,
    language: row.language,
    timeZone: row.timeZone,
    zoneNamed: row.zoneNamed,
    customerName: row.customerName,
    contact: { ...row, staffMember: row.staffMember?.name ?? null },
    surveyUrl: linkBy(deps, 'survey', row.id, row.survey),
    unsubscribeUrl,
    expiresAt,
    now,
  })
  return {
    unlessSuppressed: { address: row.email, scopes: ['invitations', 'all'] },
    send: () =>
      deps.mail.send({
        ...mail,
        messageId: messageId(`${again ? 'reminder' : 'invitation'}-${row.id}`, row.senderAddress),
        from: { name: row.senderName, address: row.senderAddress },
        replyTo: row.replyTo,
        to: row.email,
        automatic: true,
        unsubscribeUrl,
        language: row.language,
      }),
    rows: (sql, _result: unknown, at) =>
      again
        ? sql`, reminded as (update invitations i set reminded_at = ${at} from held where i.id = ${row.id})`
        : asked(sql, row, { at, expiresAt }),
    unreachable: async (tx, at) => {
      await tx
        .insert(suppressions)
        .values({ address: row.email, scope: 'invitations', reason: 'unreachable', createdAt: at })
        .onConflictDoNothing()
    },
  }
}

/** The question was sent: its link holds from now on, and the reminder waits for its day. */
const asked = (sql: Sql, { id, timeZone, ask }: Row, { at, expiresAt }: { at: Date; expiresAt: Date }) => {
  const remindAt = intoWindow(timeZone, ask.window, new Date(at.getTime() + ask.reminderDays * DAY))
  return sql`
    , asked as (
      update invitations i set state = 'sent', sent_at = ${at}, expires_at = ${expiresAt} from held where i.id = ${id}
    ), link as (
      update links l set expires_at = ${expiresAt} from held where l.subject_id = ${id} and l.purpose = 'survey'
    ), reminder as (
      insert into outbox (kind, destination, once_key, payload, due_at, created_at)
      select 'reminder', ${MAIL}, ${`reminder:${id}`}, ${JSON.stringify({ invitation: id })}::jsonb, ${remindAt}, ${at}
      from held where ${remindAt < expiresAt}
      on conflict do nothing
    )`
}

/** It counts for no rest period, and an integrator who asks hears why. */
const notAsked = (id: string) => async (tx: Tx) => {
  await tx.update(invitations).set({ state: 'not asked', reason: 'open case' }).where(eq(invitations.id, id))
}

const load = async ({ db: { $client: sql } }: OpsDeps, id: string): Promise<Row | undefined> => {
  const nonceOf = (purpose: Purpose) => sql`(
    select l.nonce from links l where l.subject_id = i.id and l.purpose = ${purpose} order by l.expires_at desc limit 1
  )`
  const [row] = await sql<Row[]>`
    select i.id, i.state, i.expires_at, i.sent_at, r.id is not null as answered,
      exists (
        select from cases k where k.customer_id = i.customer_id
          and k.state in ${sql.unsafe(OPEN_LIST)}
      ) as open_case,
      u.email, coalesce(c.customer_name, u.name) as customer_name, c.channel, c.ended_at, c.reference, c.staff_member,
      c.language, c.time_zone, c.zone_given is false as zone_named, b.name, b.colour, b.logo_svg, b.reply_to, b.sender_name, b.sender_address, o.ask,
      ${nonceOf('survey')} as survey, ${nonceOf('unsubscribe')} as unsubscribe
    from invitations i
    join contacts c on c.id = i.contact_id
    join customers u on u.id = i.customer_id
    join brands b on b.key = c.brand_key
    cross join organisation o
    left join responses r on r.invitation_id = i.id
    where i.id = ${id}`
  return row
}
