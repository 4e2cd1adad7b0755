import type { Card } from '../../integrations/chat.ts'
import { audit } from '../audit/audit.ts'
import { keepsFromChat } from '../care/forChat.ts'
import { touches } from '../care/sensitive.ts'
import type { ListedAnswer } from '../lists/answers.ts'
import { asViewer } from './caller.ts'
import type { Desk, DeskContext } from './guard.ts'
import type { Viewer } from './views/layout.tsx'

/** HEAD shows nothing. */
const shows = (c: DeskContext) => c.req.method === 'GET'

/** Notes that somebody reads what chat does not show of a case. The one thing that such a page writes. */
export const noteCaseRead = async (
  desk: Desk,
  c: DeskContext,
  viewer: Viewer,
  { id, cards }: { id: string; cards: Card[] },
): Promise<void> => {
  if (!shows(c) || !cards.some(keepsFromChat)) return
  await audit(desk.db, { kind: 'words.read', ...asViewer(c, viewer), id, facts: {}, now: desk.now() })
}

/** Whether a list shows what chat would not: numbers are masked there too. */
const isKept = (text: string | null | undefined): boolean => !!text && touches(text).length > 0

/** The same of answers in a list, in one entry. Of one that is marked as abusive the list shows no words. */
export const noteAnswersRead = async (
  desk: Desk,
  c: DeskContext,
  viewer: Viewer,
  rows: ListedAnswer[],
): Promise<void> => {
  const read = rows.filter(
    ({ answers: { words, wish, good }, abusive }) => !(abusive && words) && [words, wish, good].some(isKept),
  )
  if (!shows(c) || read.length === 0) return
  const facts = { answers: read.map(({ id }) => id) }
  await audit(desk.db, { kind: 'words.read', ...asViewer(c, viewer), facts, now: desk.now() })
}

export const notePictureRead = async (
  desk: Desk,
  c: DeskContext,
  viewer: Viewer,
  { id, caseId }: { id: string; caseId: string },
): Promise<void> => {
  if (!shows(c)) return
  const facts = { case: caseId }
  await audit(desk.db, { kind: 'picture.read', ...asViewer(c, viewer), id, facts, now: desk.now() })
}
