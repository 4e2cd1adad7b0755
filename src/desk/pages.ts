import type { Card } from '../../integrations/chat.ts'
import { tidiedId } from '../../integrations/ids.ts'
import { cardForDesk } from '../care/forChat.ts'
import { unsentFor } from '../digests/unsent.ts'
import { findActor } from '../directory/accounts.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { casePackFor, packable } from '../personalData/casePack.ts'
import { pictureFor } from '../pictures/read.ts'
import { ask } from './act.ts'
import { type Desk, type DeskContext, finish, personOf, takeFlash } from './guard.ts'
import { HEADERS, html, NoticePage, type Viewer, wordsOf } from './views/layout.tsx'
import { CardPage, HomePage } from './views/pages.tsx'
import { UnsentPage } from './views/unsent.tsx'
import { noteCaseRead, notePictureRead } from './wordsRead.ts'

const FEED = 30

/** The personal view, and the messages of this person's places. */
export const home = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const before = new Date(c.req.query('before') ?? '')
  const [answer, feed] = await Promise.all([
    ask(desk, c, { kind: 'home', by: personOf(viewer) }),
    desk.store.feed(viewer.id, { limit: FEED, ...(!Number.isNaN(before.getTime()) && { before }) }),
  ])
  const last = feed.length === FEED ? feed.at(-1) : undefined
  const refusal =
    answer.kind === 'notice'
      ? answer.text
      : answer.kind === 'failed'
        ? wordsOf({ viewer }).desk.faults.failedText
        : undefined
  const page = HomePage({
    viewer,
    cards: answer.kind === 'home' ? answer.cards : [],
    feed,
    ...(last && { older: `/desk?before=${last.postedAt.toISOString()}` }),
    flash: takeFlash(desk, c) ?? (refusal ? { text: refusal, bad: true } : undefined),
  })
  return finish(c, html(page))
}

/** The id in the address, without a full stop or a bracket that was copied with it. */
const idOf = (c: DeskContext): string => {
  const inAddress = c.req.param('id')!
  return tidiedId(inAddress) ?? inAddress
}

export const showCase = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const id = idOf(c)
  const answer = await ask(desk, c, { kind: 'look', by: personOf(viewer), subject: id })
  const flash = takeFlash(desk, c)
  if (answer.kind !== 'card')
    return finish(c, notShown(viewer, answer.kind === 'notice' ? answer.text : undefined))
  const thread = (answer.thread ?? []).map((card) => ({ card }))
  await noteCaseRead(desk, c, viewer, { id, cards: [answer.card, ...(answer.thread ?? [])] })
  const place = { viewer, back: `/desk/c/${id}` }
  const pictures = await picturesOf(desk, id)
  const pack =
    (await packable(desk.db, id, await findActor(desk.db, personOf(viewer)))) && `/desk/c/${id}/pack`
  return finish(c, html(CardPage({ place, card: answer.card, thread, pictures, flash, pack })))
}

/** The case as one zip. That it was read is noted, which is the one thing that this GET writes. */
export const downloadCasePack = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const actor = await findActor(desk.db, personOf(viewer))
  const pack = await casePackFor(desk, { caseId: idOf(c), actor, now: desk.now() })
  if (!pack) return notShown(viewer)
  return new Response(pack.zip, {
    headers: {
      ...HEADERS,
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${pack.name}"`,
      'cache-control': 'no-store',
    },
  })
}

/** Messages that did not go out, for managers of their departments. */
export const showUnsent = (desk: Desk) => async (c: DeskContext, viewer: Viewer) =>
  finish(c, html(UnsentPage({ viewer, entries: await unsentFor(desk.db, viewer.id) })))

/** A message as it was posted; where its subject can be looked at, the subject as it stands now. */
export const showMessage = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const found = await desk.store.message(viewer.id, idOf(c))
  const flash = takeFlash(desk, c)
  if (!found) return finish(c, notShown(viewer, wordsOf({ viewer }).desk.faults.noMessage))
  const { message, thread } = found
  const { subject, about } = message.card
  const look = subject ?? about
  const answer = look ? await ask(desk, c, { kind: 'look', by: personOf(viewer), subject: look }) : undefined
  // A message of a case shows nothing to people who may not look at the case, such as the person it is about
  if (about && look === about && answer?.kind !== 'card')
    return finish(c, notShown(viewer, answer?.kind === 'notice' ? answer.text : undefined))
  const now = subject && answer?.kind === 'card' ? answer : undefined
  const cards = [now?.card ?? message.card, ...(now?.thread ?? thread.map(({ card }) => card))]
  if (about) await noteCaseRead(desk, c, viewer, { id: about, cards })
  const shown = about ? (card: Card) => card : cardForDesk
  const page = CardPage({
    place: { viewer, back: `/desk/m/${message.id}`, message: message.id },
    card: shown(now?.card ?? message.card),
    thread:
      now?.thread?.map((card) => ({ card: shown(card) })) ??
      thread.map(({ card, postedAt, id }) => ({ card: shown(card), at: postedAt, id })),
    flash,
  })
  return finish(c, html(page))
}

/** The customer's pictures of a case, oldest first. The caller has shown the case to somebody with rights on it. */
const picturesOf = async ({ db }: Desk, caseId: string): Promise<{ id: string; at: Date }[]> =>
  isUuid(caseId)
    ? db.$client<{ id: string; at: Date }[]>`
        select id, at from pictures where case_id = ${caseId} and event_id is not null order by at, id`
    : []

/** Nothing in a picture can run, and only this person's browser keeps it. */
export const showPicture = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const picture = await pictureOf(desk, viewer, idOf(c))
  if (!picture) return notShown(viewer, wordsOf({ viewer }).desk.faults.noPicture)
  await notePictureRead(desk, c, viewer, { id: idOf(c), caseId: picture.caseId })
  return new Response(picture.bytes, {
    headers: {
      ...HEADERS,
      'content-type': picture.type,
      'cache-control': 'private, max-age=3600',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
    },
  })
}

/** One picture, if this person has rights on its case. */
const pictureOf = async ({ db, pictures }: Desk, viewer: Viewer, id: string) => {
  if (!pictures) return undefined
  try {
    return await pictureFor({ db, pictures }, { by: await findActor(db, personOf(viewer)), id })
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}

const notShown = (viewer: Viewer, text?: string): Response => {
  const say = wordsOf({ viewer }).desk.faults
  return text === undefined
    ? html(NoticePage({ viewer, title: say.failed, text: say.failedText }), 500)
    : html(NoticePage({ viewer, title: say.hidden, text }), 403)
}
