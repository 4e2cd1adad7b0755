import type { Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import { MANAGES, REPORT, reachOf, SEE } from '../directory/rights.ts'
import { departmentsBy, rolesOf } from '../directory/roles.ts'

/** Who reads a list. */
export type Reader = {
  id: string
  name: string
  email: string
  /** Departments whose cases they see: a liaison's and a manager's own, every one for management. */
  cases: string[]
  /** Departments whose answers they see, with the words of figures: those they manage. */
  answers: string[]
  /** Departments whose figures they see. */
  report: string[]
  /** Those are all. */
  everywhere: boolean
}

/** Some of the cases they see are of departments that they don't manage, and some are. */
export const seesMore = ({ cases, answers }: Reader): boolean =>
  answers.length > 0 && cases.some((key) => !answers.includes(key))

/** What this active person may read. */
export const readerOf = async (tx: Tx, { id, name }: { id: string; name: string }): Promise<Reader> => {
  const held = await rolesOf(tx, id)
  const [person] = await sqlOf(tx)<{ email: string }[]>`
    select lower(email) as email from people where id = ${id}`
  return {
    id,
    name,
    email: person?.email ?? '',
    cases: await departmentsBy(tx, SEE, held),
    answers: await departmentsBy(tx, MANAGES, held),
    report: await departmentsBy(tx, REPORT, held),
    everywhere: reachOf(REPORT, held) === 'all',
  }
}
