import type { Card, MessageRef } from '../../integrations/chat.ts'
import { timeOf, untilOf } from '../cases/labels.ts'
import { languageAt } from '../directory/readers.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import type { Render } from '../outbox/entry.ts'
import { platformOf, postOnce, updateOf } from '../outbox/postOnce.ts'
import { type Cover, type CoverNews, loadCover } from './cover.ts'

/** What the colleague is asked, with its answer's buttons while it waits. Pure. */
export const coverCard = (cover: Cover, words: StaffWords): Card => {
  const say = words.covers
  const { person, state, until, answerBy, timeZone, leave } = cover
  const at = (time: Date) => timeOf({ timeZone }, time, words)
  const waits = state === 'waiting'
  const title = say.asks(person, untilOf({ timeZone }, until, words))
  return {
    title,
    summary: title,
    tone: waits ? 'waiting' : 'plain',
    subject: cover.id,
    parts: [
      { kind: 'text', text: waits ? say.until(person, at(answerBy), leave) : say.standing[state] },
      ...(waits ? [{ kind: 'note' as const, text: say.comesBack(person) }] : []),
    ],
    actions: waits
      ? [
          { verb: 'accept-cover', label: say.accept, opens: 'nothing', style: 'primary' },
          { verb: 'decline-cover', label: say.decline, opens: 'nothing' },
        ]
      : [],
    language: words.language,
  }
}

/** What became of it, to one of the two. Pure. */
const newsCard = (
  cover: Cover,
  { to, what, moved = 0, back = 0, stay = 0 }: CoverNews,
  words: StaffWords,
): Card => {
  const say = words.covers
  const { person, colleague, until, timeZone, leave } = cover
  const text =
    what === 'accepted'
      ? say.accepted(colleague, moved, untilOf({ timeZone }, until, words))
      : what === 'ended'
        ? (to === 'person' ? say.back : say.givenBack)(to === 'person' ? colleague : person, back, stay)
        : say.nobody(colleague, what === 'declined', leave)
  return {
    title: '',
    summary: text,
    tone: 'plain',
    parts: [{ kind: 'text', text }],
    actions: [],
    language: words.language,
  }
}

export const cover: Render = async (deps, { id, payload, createdAt }) => {
  const found = await loadCover(deps.db, String(payload.cover))
  const news = payload as CoverNews
  const asked = news.what === 'asked'
  if (asked && found.state !== 'waiting') return { drop: 'it is not asked any more' }
  const place = news.to === 'person' ? found.personPlace : found.colleaguePlace
  const words = staffWords(await languageAt(deps.db, place))
  const drawn = asked ? coverCard(found, words) : newsCard(found, news, words)
  return {
    ...postOnce(platformOf(deps, place), place, drawn, String(id), createdAt),
    ...(asked
      ? {
          rows: (sql, message: MessageRef) => sql`
            , shown as (update covers set message = ${JSON.stringify(message)}::jsonb from held where covers.id = ${found.id})`,
        }
      : {}),
  }
}

/** The card that asked, as it stands. */
export const coverAgain: Render = async (deps, { payload }) => {
  const found = await loadCover(deps.db, String(payload.cover))
  const { message } = found
  if (!message) return { drop: 'it was never posted' }
  return updateOf(deps, message, coverCard(found, staffWords(await languageAt(deps.db, message))))
}
