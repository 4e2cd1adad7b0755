import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import { freeSlots } from '../../src/callbacks/bookCallBack.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import type { Move } from '../../src/cases/machine.ts'
import type { OpsDeps } from '../../src/deps.ts'
import type { Actor } from '../../src/directory/accounts.ts'
import { DomainError } from '../../src/errors.ts'
import { linkOf } from '../../src/links.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { caseSteps } from '../../src/pages/case/steps.ts'
import { judgeAnswers } from '../../src/responses/judge.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { CASE_VERBS, otherVerb } from '../../src/staff/verbs.ts'
import type { Answers } from '../../surveys/survey.ts'
import { MINUTE, type Planned } from './plan.ts'

type Values = Record<string, string | string[]>
export type Who = Record<string, Actor>
/** One deed of the story of a case, at its moment. */
export type Deed = (play: Play, now: Date) => Promise<unknown>

/** What people do with one case, by the product's own verbs. Nothing is posted or mailed meanwhile. */
export const playOf = (deps: OpsDeps & { db: Db }, people: Who, of: Planned, survey: string) => {
  const sql = deps.db.$client
  let known: string | undefined
  const caseId = async (): Promise<string> => {
    if (known) return known
    const [row] = await sql<{ id: string }[]>`
      select k.id from cases k join responses r on r.id = k.response_id where r.invitation_id = ${of.invitationId}`
    if (!row) throw new DomainError('unknown', `no case of ${of.reference}`)
    known = row.id
    return known
  }
  const actor = (name: string): Actor => {
    const found = people[`${name}@nordly.example`]
    if (!found) throw new Error(`nobody is ${name}@nordly.example: the demo is of organisation.yaml`)
    return found
  }
  const given = (name: string, now: Date, subject: string, values: Values) => ({
    ...{ subject, values, now, by: actor(name), words: staffWords('en') },
    formId: randomUUID(),
  })
  return {
    /** The customer's answer: the score, and the rest a minute later. */
    answers: async ({ score, ...rest }: Answers, now: Date) => {
      await submitResponse(deps, { token: survey, step: { score }, now })
      const then = new Date(now.getTime() + MINUTE)
      if (Object.keys(rest).length > 0) await submitResponse(deps, { token: survey, step: rest, now: then })
      await judgeAnswers(deps, { now: then })
    },
    /** A button of the case, or its form. */
    staff: async (name: string, move: Move, now: Date, values: Values = {}) =>
      CASE_VERBS[move].run(deps, { caseId: await caseId(), by: actor(name), values, now }),
    /** A button below what was asked of somebody; nothing where nothing waits. */
    asked: async (name: string, kind: string, verb: string, now: Date, values: Values = {}) => {
      const [row] = await sql<{ id: string }[]>`
        select id from proposals where case_id = ${await caseId()} and kind = ${kind} and (state = 'waiting' or kind = 'request' and state = 'accepted')
        order by created_at desc limit 1`
      if (row) await otherVerb(verb)!.run(deps, given(name, now, row.id, values))
    },
    /** A form of the customer's page. */
    customer: async (step: string, now: Date, form: Record<string, string> = {}) => {
      const token = (await linkOf(deps, 'case', await caseId())).split('/').at(-1)!
      const faults = await caseSteps[step]!(deps, { token, now }, form)
      if (faults) throw new Error(`${step}: ${JSON.stringify(faults)}`)
    },
    /** A complaint of the same customer that staff saw elsewhere. */
    openCase: (name: string, now: Date, values: Values) => {
      const where = { brand: of.brand, department: of.department, email: of.email, name: of.customerName }
      return otherVerb('open-case')!.run(deps, given(name, now, '', { ...where, severity: '2', ...values }))
    },
    /** The number of the customer's other case. */
    otherCase: async (): Promise<string> => {
      const [row] = await sql<{ number: number }[]>`
        select number from cases where customer_id = ${of.customerId} and id <> ${await caseId()} order by number desc limit 1`
      return String(row?.number ?? '')
    },
    owed: async (): Promise<string[]> => {
      const rows = await sql<{ id: string }[]>`
        select id from remedies where case_id = ${await caseId()} and done_at is null and withdrawn_at is null`
      return rows.map(({ id }) => id)
    },
    ended: async (): Promise<boolean> => {
      const [row] = await sql<{ closed: boolean }[]>`
        select closed_at is not null as closed from cases where id = ${await caseId()}`
      return row!.closed
    },
    freeSlot: async (now: Date): Promise<Date | undefined> =>
      (await freeSlots(deps, await loadCase(deps.db, await caseId()), now)).at(2),
    idOf: (name: string) => actor(name).id,
  }
}
type Play = ReturnType<typeof playOf>
