import { accounts } from '../../db/schema/index.ts'
import { OPEN_STATES } from '../cases/states.ts'
import type { EdgeDeps } from '../deps.ts'
import { codeOf } from '../errors.ts'
import { type ByLink, changeByCustomer, late, needWords } from './changeByCustomer.ts'

/** As much as a liaison's form takes back. */
export const LONGEST_ACCOUNT = 3000

/**
 * The customer's own version of what happened, over the one they read. Throws `unknown`, `expired`, `invalid`, and
 * `conflict` where there is a newer version by now, or the case has ended.
 */
export const correct = async (
  deps: EdgeDeps,
  { words, version, ...by }: ByLink & { words?: string; version: number },
): Promise<boolean> => {
  const text = needWords(words, LONGEST_ACCOUNT)
  try {
    return await changeByCustomer(deps, by, ({ id, account }) => {
      if (account?.version !== version) throw late()
      const next = version + 1
      return {
        from: OPEN_STATES,
        event: { kind: 'account corrected', text, data: { version: next } },
        also: async ({ tx }) =>
          void (await tx.insert(accounts).values({ caseId: id, version: next, text, at: by.now })),
      }
    })
  } catch (error) {
    if (codeOf(error) === '23505') throw late()
    throw error
  }
}
