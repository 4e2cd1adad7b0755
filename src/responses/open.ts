import type { Deps } from '../deps.ts'
import { findContext, viewOf } from './context.ts'
import type { SurveyView } from './view.ts'

/** What a survey link shows. Reads only: opening a link records nothing. Throws `unknown`. */
export const openSurvey = async (
  { db }: Deps,
  { token, now }: { token: string; now: Date },
): Promise<SurveyView> => {
  const context = await findContext(db, token)
  return viewOf(context, context.answers, now)
}
