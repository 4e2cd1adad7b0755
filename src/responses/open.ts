import type { Deps } from '../deps.ts'
import { findContext, findLink } from './context.ts'
import { type SurveyView, viewOf } from './view.ts'

/** What a survey link shows. Reads only: opening a link records nothing. Throws `unknown`. */
export const openSurvey = async (
  { db }: Deps,
  { token, now }: { token: string; now: Date },
): Promise<SurveyView> => {
  const link = await findLink(db, token, now)
  // Only who has answered can have a case.
  const context = link.answers ? await findContext(db, token) : link
  return viewOf(context, context.answers, now)
}
