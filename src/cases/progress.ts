import type { Deps } from '../deps.ts'
import { mailCustomer } from './mailCustomer.ts'
import { type Act, makeMove } from './move.ts'
import { dueOf, textOf, wordBy } from './values.ts'

/** Tells the customer how it goes, and by when they hear again. */
export const tellProgress = (deps: Deps, act: Act) =>
  makeMove(deps, 'progress', act, (found) => {
    const text = textOf(act, 'text', { min: 10 })
    const due = dueOf(act, 'next', found)
    return {
      set: wordBy(found, due),
      event: { kind: 'progress', text, data: { due } },
      reply: true,
      also: (tx, event) => mailCustomer(tx, found, event, act.now),
    }
  })
