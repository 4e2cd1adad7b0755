import { sqlOf, type Tx } from '../../db/client.ts'

/**
 * In a select over cases as `k`: the ids of people who are excluded from it, for `in (...)` and `array(...)`. They
 * neither own, see nor approve it, because it is about them.
 */
export const excludedFrom = (k: string) =>
  `(select excluded.person_id from case_exclusions excluded where excluded.case_id = ${k}.id)`

/** Whether this person is excluded from a case that was loaded with `excludedFrom`. */
export const isExcluded = ({ excluded }: { excluded: readonly string[] }, { id }: { id: string }): boolean =>
  excluded.includes(id)

/** Those who are excluded from one case. */
export const excludedOf = async (db: Tx, caseId: string): Promise<string[]> =>
  (
    await sqlOf(db)<{ personId: string }[]>`select person_id from case_exclusions where case_id = ${caseId}`
  ).map(({ personId }) => personId)
