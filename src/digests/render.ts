import type { Card, Destination, MessageRef } from '../../integrations/chat.ts'
import { cardForChat } from '../care/forChat.ts'
import type { OpsDeps } from '../deps.ts'
import { placeOf } from '../directory/accounts.ts'
import { languageAt } from '../directory/readers.ts'
import { staffWords } from '../locales/staff.ts'
import { quietLink, small } from '../mails/blocks.tsx'
import { cardBlocks } from '../mails/cardMail.tsx'
import { buttons } from '../mails/choices.tsx'
import { renderMail } from '../mails/document.tsx'
import { mailStaff } from '../mails/toStaff.ts'
import type { Prepared, Render } from '../outbox/entry.ts'
import { platformOf, postOnce, updateOf } from '../outbox/postOnce.ts'
import { digestCard, reminderCard } from './card.ts'
import { type Loaded, loadDigest } from './load.ts'
import { digestNow as compileNow, needsAgain } from './now.ts'
import { reportOf } from './reportOf.ts'

/** A department's digest in its channel, a person's own, or by mail to somebody without chat. */
export const digest: Render = async (deps, { id, payload, createdAt }) => {
  const loaded = await loadDigest(deps.db, payload)
  if (payload.mail) return byMail(deps, loaded, String(payload.mail), `digest-${id}`)
  const to = await placeOfDigest(deps, loaded)
  if (!to) return { drop: 'the person is not active' }
  const card = digestCard(loaded, deps.publicUrl, staffWords(await languageOf(deps, loaded, to)))
  return {
    ...postOnce(platformOf(deps, to), to, card, String(id), createdAt),
    rows: (sql, message: MessageRef) => sql`
      , shown as (update digests set message = ${JSON.stringify(message)}::jsonb from held where digests.id = ${loaded.id})`,
  } satisfies Prepared
}

/** The digest that was posted, as its cases stand now. */
export const digestAgain: Render = async (deps, { payload }) => {
  const loaded = await loadDigest(deps.db, payload)
  const { message } = loaded
  if (!message) return { drop: 'it was never posted' }
  const words = staffWords(await languageOf(deps, loaded, message))
  return updateOf(deps, message, digestCard(loaded, deps.publicUrl, words))
}

/** What still needs a person, to who put it off until now. */
export const digestReminder: Render = async (deps, { id, payload, createdAt }, now) => {
  const reader = await readerOf(deps, String(payload.person))
  if (!reader) return { drop: 'the person is not active' }
  const words = staffWords(reader.language)
  const card = reminderCard(
    await needsAgain(deps.db, String(payload.digest), String(payload.person), now),
    deps.publicUrl,
    words,
  )
  if (!card) return { drop: 'nothing needs a person any more' }
  return postOnce(platformOf(deps, reader.place), reader.place, card, String(id), createdAt)
}

/** One that somebody asked for, as it is at this moment. */
export const digestNow: Render = async (deps, { id, payload, createdAt }) => {
  const { to, card } = await compileNow(deps, { department: String(payload.department), now: deps.now() })
  return postOnce(platformOf(deps, to), to, card, String(id), createdAt)
}

const languageOf = (deps: OpsDeps, { home }: Loaded, to: Destination) => languageAt(deps.db, to, home.key)

const placeOfDigest = async (deps: OpsDeps, { home, person }: Loaded): Promise<Destination | undefined> =>
  person ? (await readerOf(deps, person))?.place : home.destination

type Reader = { email: string; language: string; place: Destination }
const readerOf = async ({ db: { $client: sql } }: OpsDeps, person: string): Promise<Reader | undefined> => {
  const [found] = await sql<Reader[]>`
    select p.email, p.language, ${sql.unsafe(placeOf('p'))} as place from people p where p.id = ${person} and p.active`
  return found
}

/** Through the same gate as chat: what is sensitive is read on the desk. */
const byMail = async (deps: OpsDeps, loaded: Loaded, person: string, id: string): Promise<Prepared> => {
  const reader = await readerOf(deps, person)
  if (!reader) return { drop: 'the person is not active' }
  return mailStaff(deps, reader, id, ({ brand }, words) => {
    const card: Card = cardForChat(digestCard({ ...loaded, person }, deps.publicUrl, words), deps.publicUrl)
    const say = words.digest.mail
    return renderMail(
      { brand, language: words.language },
      card.summary,
      card.title,
      [
        ...cardBlocks(card),
        quietLink(`${deps.publicUrl}${reportOf(loaded.digest)}`, words.digest.report),
        buttons([{ url: `${deps.publicUrl}/desk`, label: say.open }]),
      ],
      [small(say.note)],
    )
  })
}
