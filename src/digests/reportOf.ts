import { sqlOf, type Tx } from '../../db/client.ts'
import { isUuid } from '../ids.ts'
import { nextDay } from '../zone.ts'
import { type Before, fromBefore } from './before.ts'
import type { Digest } from './digest.ts'

type Covered = Pick<Digest, 'covers' | 'from' | 'to'>

/** A personal link carries its page; one with more departments than this would be too long for it. */
const LONGEST = 800

/** What stands out is found over weeks: in the report of a day there would be nothing. */
const FEWEST_DAYS = 28

/** The report of these departments up to the digest's last day, over four weeks or its own days: a path of the desk. */
export const reportOf = ({ covers, from: first, to }: Covered): string => {
  const from = [first, nextDay(to, 1 - FEWEST_DAYS)].sort()[0]!
  return `/desk/report?${new URLSearchParams({ ...departmentsIn(covers), from, to })}`
}

/** These departments as a filter of the desk; none where there are too many for a link. */
export const departmentsIn = (covers: string[]): { department?: string } => {
  const department = covers.join(',')
  return department && department.length <= LONGEST ? { department } : {}
}

/** As the button of a digest that is not stored names what it covers. */
export const reportSubject = (home: string, { from, to }: Covered): string => `${home} ${from} ${to}`

/**
 * The report that a digest's button opens, by its id or by `reportSubject`: of the departments among `mine`, those that
 * the reader manages. Where it covers all of several, the report names none.
 */
export const reportFor = async (tx: Tx, subject: string, mine: readonly string[]): Promise<string> => {
  const [key = '', from, to] = subject.split(' ')
  const found = isUuid(key)
    ? await storedDigest(tx, key)
    : { covers: [key], ...(isDate(from) && isDate(to) && { from, to }) }
  const covers = (found?.covers ?? []).filter((one) => mine.includes(one))
  const named = covers.length > 1 && covers.length === mine.length ? [] : covers
  const { from: first, to: last } = { ...found } as Partial<Covered>
  if (first && last) return reportOf({ covers: named, from: first, to: last })
  return named.length > 0 ? `/desk/report?department=${named.join(',')}` : '/desk/report'
}

const isDate = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '')

const storedDigest = async (tx: Tx, id: string): Promise<Covered | undefined> => {
  const [row] = await sqlOf(tx)<{ digest: Digest | Before; key: string; timeZone: string }[]>`
    select g.digest, d.key, d.time_zone from digests g join departments d on d.key = g.department_key where g.id = ${id}`
  if (!row) return undefined
  const { digest, key, timeZone } = row
  return 'version' in digest ? digest : { ...fromBefore(digest, timeZone), covers: [key] }
}
