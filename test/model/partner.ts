import { randomUUID } from 'node:crypto'
import type { Answer } from '../../integrations/inbound.ts'
import type { EdgeDeps } from '../../src/deps.ts'
import { DomainError } from '../../src/errors.ts'
import { linkOf } from '../../src/links.ts'
import {
  partnerAccepts,
  partnerDeclines,
  partnerDone,
  partnerSays,
} from '../../src/requests/partnerAnswer.ts'
import { words } from './fill.ts'
import type { Chooser } from './steps.ts'

/** What a partner sends from the page of a request, the same however often it is sent. A refusal is an answer like any other. */
export const partnerForm = async (deps: EdgeDeps, request: string, choose: Chooser, now: Date) => {
  const token = (await linkOf(deps, 'partner', request)).split('/').at(-1)!
  const by = { token, formId: randomUUID(), now }
  const said = words(choose)
  const due = new Date(now.getTime() + (1 + choose.upTo(20)) * 24 * 3600_000).toISOString().slice(0, 10)
  const run = choose.of([
    () => partnerAccepts(deps, { ...by, due }),
    () => partnerDeclines(deps, { ...by, words: said }),
    () => partnerDone(deps, { ...by, words: said }),
    () => partnerSays(deps, { ...by, words: said }),
  ])
  return async (): Promise<Answer> => {
    try {
      await run()
      return { kind: 'done' }
    } catch (error) {
      if (error instanceof DomainError) return { kind: 'notice', text: error.message }
      throw error
    }
  }
}
