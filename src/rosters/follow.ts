import { type Db, sqlOf } from '../../db/client.ts'
import { hostOf } from '../../integrations/webhooks/address.ts'
import { type As, audit } from '../audit/audit.ts'
import type { OpsDeps } from '../deps.ts'
import { causeOf, DomainError } from '../errors.ts'
import { needPeoplePrivacy, peoplePrivacy } from '../privacy/people.ts'
import { readAddress } from './import.ts'
import { RosterError, type RosterFault } from './roster.ts'

/** Read again after so long; where it failed sooner. */
const EACH_MS = 24 * 3600_000
const AGAIN_MS = 3600_000

type Following = { department: string; as: As; now: Date }

/** Has an address followed: it is read by the clock. Throws `invalid` for one that is never called, and `forbidden`. */
export const followRoster = async (
  db: Db,
  { department, url, as, now, loopback = false }: Following & { url: string; loopback?: boolean },
): Promise<void> => {
  await needPeoplePrivacy(db)
  const kind = url.length <= 2000 ? hostOf(url)?.kind : undefined
  if (!(kind === 'public' || kind === 'name' || (loopback && kind === 'loopback')))
    throw new DomainError('invalid', ({ rosters: say }) => say.form.notAddress, 'url')
  const rows = await db.transaction(async (tx) => {
    const made = await sqlOf(tx)`
    insert into rosters (department_key, url) select key, ${url} from departments
    where key = ${department} and kind = 'department' and active
    on conflict (department_key) do update set url = excluded.url, tried_at = null, problem = null returning 1`
    if (made.length > 0) await audit(tx, { kind: 'roster.followed', ...as, id: department, facts: {}, now })
    return made
  })
  if (rows.length === 0)
    throw new DomainError('unknown', ({ rosters: say }) => say.unknown(department), 'department')
}

/** A department has no roster any more, and nobody's duties are kept. */
export const removeRoster = (db: Db, { department, as, now }: Following): Promise<boolean> =>
  db.transaction(async (tx) => {
    const sql = sqlOf(tx)
    await sql`delete from duties where department_key = ${department}`
    const gone = await sql`delete from rosters where department_key = ${department} returning 1`
    if (gone.length > 0) await audit(tx, { kind: 'roster.removed', ...as, id: department, facts: {}, now })
    return gone.length > 0
  })

/**
 * What was kept too long is forgotten; all of it where figures on people are off. One followed address is read in a run.
 * What is wrong there is kept beside it, and its shifts of before stay.
 */
export const tendRosters = async (
  deps: Pick<OpsDeps, 'db' | 'webhookClient' | 'log'>,
  { now }: { now: Date },
): Promise<void> => {
  const { db, log } = deps
  const sql = db.$client
  const privacy = await peoplePrivacy(db)
  if (!privacy) {
    await sql`delete from duties`
    await sql`delete from rosters`
    return
  }
  await sql`delete from duties where ends_at < ${new Date(now.getTime() - privacy.retention * 24 * 3600_000)}`
  // Tried at this moment, so that of two workers one reads it
  const [due] = await sql<{ departmentKey: string; url: string }[]>`
    update rosters r set tried_at = ${now} from (
      select department_key from rosters where url is not null and (tried_at is null or tried_at <= ${new Date(now.getTime() - EACH_MS)}
        or problem is not null and tried_at <= ${new Date(now.getTime() - AGAIN_MS)})
      order by tried_at nulls first limit 1 for update skip locked
    ) next where r.department_key = next.department_key returning r.department_key, r.url`
  if (!due) return
  const { departmentKey: department, url } = due
  await readAddress(deps, { department, url, now }).catch(async (error) => {
    if (!(error instanceof DomainError)) log('roster.failed', { department, cause: causeOf(error) })
    const faults: RosterFault[] =
      error instanceof RosterError ? error.faults.slice(0, 5) : [{ kind: 'not read' }]
    await sql`update rosters set problem = ${JSON.stringify(faults)} where department_key = ${department}`
  })
}
