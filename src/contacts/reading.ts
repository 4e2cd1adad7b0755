import { type AskRules, organisation } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { rulesOf } from '../invitations/rules.ts'
import type { Reading } from './input.ts'

/** How the organisation wants addresses read. */
export const readingOf = async ({ db }: Pick<Deps, 'db'>): Promise<Reading> => {
  const [settings] = await db.select({ ask: organisation.ask }).from(organisation)
  return readingBy(settings?.ask)
}

export const readingBy = (ask: AskRules | undefined): Reading => {
  if (!ask) return {}
  const { letterCase, internationalAddresses } = rulesOf(ask)
  return { keepCase: letterCase === 'kept', international: internationalAddresses }
}
