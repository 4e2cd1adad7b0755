import type { Card } from '../../integrations/chat.ts'
import type { StaffWords } from '../locales/staff.ts'
import { paragraph, small } from '../mails/blocks.tsx'
import { buttons } from '../mails/choices.tsx'
import { renderMail } from '../mails/document.tsx'
import type { RenderedMail } from '../mails/look.ts'
import { mailStaff, type Reader, type Sender } from '../mails/toStaff.ts'
import type { Render } from '../outbox/entry.ts'
import { linkToken } from './signIn.ts'

/** A sign-in link, made again from its nonce. It is not sent once it can no longer be used. */
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
  return mailStaff(deps, link, `sign-in-${id}`, (sender, words) => signInMail(sender, url, words))
}

/** Says that something waits on the desk, unless it has been answered in the meantime. */
export const deskCall: Render = async (deps, { id, payload }) => {
  const [person] = await deps.db.$client<(Reader & { id: string })[]>`
    select id, email, language from people where id = ${String(payload.person)} and active`
  if (!person) return { drop: 'the person is not active' }
  const posted = await deps.db.$client<{ card: Card }[]>`
    select card from desk_messages
    where posted_at >= ${new Date(String(payload.since))} and ${person.id}::uuid = any(calls) limit 100`
  const waiting = posted.filter(({ card }) => card.actions.length > 0 || !card.subject).length
  if (waiting === 0) return { drop: 'nothing waits any more' }
  return mailStaff(deps, person, `desk-${id}`, (sender, words) =>
    callMail(sender, `${deps.publicUrl}/desk`, waiting, words),
  )
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
