import { findings } from '../../db/schema/index.ts'
import { drivers } from '../../surveys/drivers.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Act, makeMove } from './move.ts'
import { listOf, textOf } from './values.ts'

/** Writes the finding, which closes the case as documented. */
export const documentCase = (deps: Deps, act: Act) =>
  makeMove(deps, 'document', act, (found) => {
    const cause = textOf(act, 'cause')
    if (!(drivers as readonly string[]).includes(cause))
      throw new DomainError('invalid', 'Please choose a cause.', 'cause')
    const finding = {
      cause,
      causeWords: textOf(act, 'causeWords'),
      factors: textOf(act, 'factors'),
      people: textOf(act, 'people', { max: 500 }),
      departments: listOf(act, 'departments'),
      solution: textOf(act, 'solution'),
      prevention: textOf(act, 'prevention'),
    }
    if (finding.departments.length === 0)
      throw new DomainError('invalid', 'Please choose at least one department.', 'departments')
    return {
      set: { state: 'documented', endedAt: act.now, promise: null, promiseDueAt: null },
      event: { kind: 'documented', data: { cause } },
      reply: true,
      also: async (tx) => {
        await tx.insert(findings).values({ caseId: found.id, ...finding, by: act.by.id, at: act.now })
      },
    }
  })
