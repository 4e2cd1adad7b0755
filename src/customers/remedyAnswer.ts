import { and, eq, isNull } from 'drizzle-orm'
import { remedies } from '../../db/schema/index.ts'
import { OPEN_STATES } from '../cases/states.ts'
import type { EdgeDeps } from '../deps.ts'
import { type ByLink, changeByCustomer, late, needWords } from './changeByCustomer.ts'

type Said = ByLink & { remedy: string; answer: 'accept' | 'change'; words?: string }

/**
 * The customer accepts a remedy, or says what they would like instead. Throws `unknown`, `expired`, `invalid`, and
 * `conflict` for a remedy that is done, withdrawn or not of this case.
 */
export const answerRemedy = (deps: EdgeDeps, { remedy, answer, words, ...by }: Said): Promise<boolean> => {
  const accepts = answer === 'accept'
  const text = accepts ? undefined : needWords(words)
  return changeByCustomer(deps, by, (found) => {
    const one = found.remedies.find(({ id }) => id === remedy)
    if (!one || one.doneAt || (accepts && one.acceptedAt)) throw late()
    return {
      from: OPEN_STATES,
      event: { kind: accepts ? 'remedy accepted' : 'remedy change asked', text, data: { remedy } },
      also: async ({ tx }) => {
        const answered = await tx
          .update(remedies)
          .set(
            accepts
              ? { acceptedAt: by.now, changeAsked: null, changeAskedAt: null }
              : { acceptedAt: null, changeAsked: text, changeAskedAt: by.now },
          )
          .where(and(eq(remedies.id, remedy), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
          .returning({ id: remedies.id })
        if (answered.length === 0) throw late()
      },
    }
  })
}
