import type { Db } from '../../db/client.ts'
import type { Card } from '../../integrations/chat.ts'
import type { OpsDeps } from '../deps.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import { paragraph, small } from '../mails/blocks.tsx'
import { buttons } from '../mails/choices.tsx'
import { renderMail } from '../mails/document.tsx'
import type { Common, RenderedMail } from '../mails/look.ts'
import { messageId } from '../mails/messageId.ts'
import type { Message, Render } from '../outbox/entry.ts'
import { linkToken } from './signIn.ts'

type Reader = { email: string; language: string }
/** In whose name staff are written to. */
type Sender = { brand: Common['brand'] & { senderAddress: string }; organisation: string }

/** A sign-in link, made again from its nonce. Not sent once it can't be used any more. */
export const signIn: Render = async (deps, { id, payload }, now) => {
  const [link] = await deps.db.$client<
    {
      personId: string
      nonce: Buffer
      expiresAt: Date
      usedAt: Date | null
      email: string
      language: string
    }[]
  >`
    select s.person_id, s.nonce, s.expires_at, s.used_at, p.email, p.language
    from sign_ins s join people p on p.id = s.person_id and p.active
    where s.hash = ${Buffer.from(String(payload.signIn), 'hex')}`
  if (!link || link.usedAt || link.expiresAt <= now) return { drop: 'the link is over' }
  const to = String(payload.to ?? '')
  const url = `${deps.publicUrl}/desk/sign-in/${linkToken(deps.tokenKey, link)}${to ? `?to=${encodeURIComponent(to)}` : ''}`
  return mailTo(deps, link, `sign-in-${id}`, (sender, words) => signInMail(sender, url, words))
}

/** That something waits on the desk, unless it has been answered meanwhile. */
export const deskCall: Render = async (deps, { id, payload }) => {
  const [person] = await deps.db.$client<(Reader & { id: string })[]>`
    select id, email, language from people where id = ${String(payload.person)} and active`
  if (!person) return { drop: 'the person is not active' }
  const posted = await deps.db.$client<{ card: Card }[]>`
    select card from desk_messages
    where posted_at >= ${new Date(String(payload.since))} and ${person.id}::uuid = any(calls) limit 100`
  const waiting = posted.filter(({ card }) => card.actions.length > 0 || !card.subject).length
  if (waiting === 0) return { drop: 'nothing waits any more' }
  return mailTo(deps, person, `desk-${id}`, (sender, words) =>
    callMail(sender, `${deps.publicUrl}/desk`, waiting, words),
  )
}

const mailTo = async (
  { db, mail }: OpsDeps,
  { email: to, language }: Reader,
  id: string,
  mailFrom: (sender: Sender, words: StaffWords) => RenderedMail,
): Promise<Message | { defer: string }> => {
  const sender = await senderOf(db)
  if (!sender) return { defer: 'there is no brand to send in the name of' }
  const { brand, organisation } = sender
  return {
    send: () =>
      mail.send({
        ...mailFrom(sender, staffWords(language)),
        messageId: messageId(id, brand.senderAddress),
        from: { name: organisation, address: brand.senderAddress },
        replyTo: brand.replyTo,
        to,
        automatic: true,
        language,
      }),
  }
}

/** Staff are written to in the organisation's name, from the address of the brand of that name, else of the first. */
const senderOf = async ({ $client: sql }: Db): Promise<Sender | undefined> => {
  const [row] = await sql<(Sender['brand'] & { organisation: string })[]>`
    select o.name as organisation, o.name, b.colour, null as logo_svg, b.reply_to, b.sender_name, b.sender_address
    from organisation o cross join lateral (
      select * from brands where active order by (name = o.name) desc, key limit 1) b`
  return row && { brand: row, organisation: row.organisation }
}

/** The personal link. The page it leads to has the button that uses it: programs open every link of a mail. */
const signInMail = ({ brand }: Sender, url: string, { language, desk }: StaffWords): RenderedMail => {
  const say = desk.mails.link
  return renderMail(
    { brand, language },
    say.subject,
    say.preview,
    [paragraph(say.text), buttons([{ url, label: desk.mails.go }])],
    [small(say.note)],
  )
}

/** Tells that something waits. No word of it is in the mail: it is for the desk alone. */
const callMail = (
  { brand }: Sender,
  url: string,
  waiting: number,
  { language, desk }: StaffWords,
): RenderedMail => {
  const say = desk.mails.waits
  const what = say.subject(waiting)
  return renderMail(
    { brand, language },
    what,
    say.preview,
    [paragraph(`${what}.`), buttons([{ url, label: desk.mails.go }])],
    [small(say.note)],
  )
}
