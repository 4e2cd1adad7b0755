import { Hono } from 'hono/tiny'
import * as z from 'zod/mini'
import { readBytes } from '../../integrations/body.ts'
import type { As } from '../audit/audit.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError, type Fault } from '../errors.ts'
import { staffWords } from '../locales/staff.ts'
import { timeOf } from '../rosters/csv.ts'
import { followRoster, removeRoster } from '../rosters/follow.ts'
import { type Handed, importRoster } from '../rosters/import.ts'
import { faultText, MOST_BYTES, RosterError, type RosterFault, type Shift } from '../rosters/roster.ts'
import { authenticate } from '../setup/keys.ts'
import { faultsOf, problem } from './problem.ts'
import { queryFaults, readJson } from './request.ts'

const followed = z.strictObject({ url: z.string() })
const listed = z.strictObject({
  zone: z.optional(z.string()),
  shifts: z.array(z.strictObject({ person: z.string(), from: z.string(), to: z.string() })),
})
const english = staffWords('en')
const TEXT = /^text\/(calendar|csv)\s*(;|$)/i

/**
 * `PUT` and `DELETE /v1/rosters/:department`: a department's duty roster, as iCal, CSV, JSON, or an address that is read
 * each day. Needs `rosters:write`. The same request again changes nothing more.
 */
export const rostersApi = (deps: EdgeDeps) => {
  const enter = async (header: string | undefined): Promise<As> => {
    const { id } = await authenticate(deps, { header, scope: 'rosters:write' })
    return { by: { kind: 'key', id }, from: { door: 'api' } }
  }
  return new Hono()
    .put('/:department', async (c) => {
      const as = await enter(c.req.header('authorization'))
      const department = c.req.param('department')
      const faults = queryFaults(c, ['zone'])
      if (faults.length > 0) return problem(c, 422, 'The roster can’t be set by this request.', faults)
      try {
        if (TEXT.test(c.req.header('content-type') ?? '')) {
          const bytes = await readBytes(c.req.raw, { bytes: MOST_BYTES, seconds: 20 })
          const text = new TextDecoder().decode(bytes)
          return c.json(await take(deps, { department, as, handed: { text, zone: c.req.query('zone') } }))
        }
        const { given, faults: around } = await readJson(c)
        const follow = followed.safeParse(given)
        if (follow.success && around.length === 0) {
          await followRoster(deps.db, { department, url: follow.data.url, as, now: deps.now() })
          deps.wake()
          return c.json({ department, url: follow.data.url }, 202)
        }
        const shifts = listed.safeParse(given)
        if (!shifts.success || around.length > 0) {
          const own = shifts.success ? [] : faultsOf(shifts.error, given, 'a roster')
          return problem(c, 422, 'The roster can’t be set by this request.', [...around, ...own])
        }
        return c.json(
          await take(deps, { department, as, handed: { shifts: read(shifts.data, c.req.query('zone')) } }),
        )
      } catch (error) {
        if (!(error instanceof RosterError)) throw error
        return problem(c, 422, english.rosters.refused, error.faults.map(faultAt))
      }
    })
    .delete('/:department', async (c) => {
      const as = await enter(c.req.header('authorization'))
      if (!(await removeRoster(deps.db, { department: c.req.param('department'), as, now: deps.now() })))
        throw new DomainError('unknown', 'This department has no roster.')
      return c.body(null, 204)
    })
}

type Taken = { department: string; as: As; handed: Handed }
const take = async ({ db, now }: EdgeDeps, given: Taken) => ({
  department: given.department,
  ...(await importRoster(db, { ...given, now: now() })),
})

/** A list has no lines: its first shift is `shifts[0]`. */
const read = ({ zone: own, shifts }: z.infer<typeof listed>, zone = own): Shift[] => {
  const faults: RosterFault[] = []
  const found = shifts.map(({ person, from, to }, at): Shift => {
    const time = (field: string, text: string) => {
      const given = timeOf(text, zone)
      if (given instanceof Date) return given
      faults.push({ line: at, field, ...given })
      return new Date(0)
    }
    return { who: person, field: 'person', line: at, from: time('from', from), to: time('to', to) }
  })
  if (faults.length > 0) throw new RosterError(faults)
  return found
}

const faultAt = (fault: RosterFault): Fault => {
  const { line, field } = fault
  const { kind, said } = fault
  const where = [line === undefined ? '' : `line ${line}`, field ?? ''].filter(Boolean).join(', ')
  return { field: where || 'body', message: faultText({ kind, said }, english) }
}
