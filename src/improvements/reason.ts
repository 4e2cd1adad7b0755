import type { Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import type { ImprovementMeasure, ImprovementReason } from '../../db/schema/index.ts'
import { drivers } from '../../surveys/drivers.ts'
import type { Actor } from '../cases/rights.ts'
import { excludedFrom, excludedOf } from '../directory/excluded.ts'
import type { Among, Discovery } from '../discoveries/discovery.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'

/** What an improvement begins with: a department where it is of one, what it comes from, and what can be filled in. */
export type Begun = {
  department?: string
  reason: ImprovementReason
  discovery?: Discovery
  what?: string
  measure?: ImprovementMeasure
}

/**
 * As a button's subject names a driver of a department (of whichever its owner is in, where none is given), and what was
 * found by machine. A finding is its case's id.
 */
export const ofDriver = (department: string | undefined, driver: string): string =>
  `driver:${department ?? ''}:${driver}`
export const ofDiscovery = (id: string): string => `discovery:${id}`

const nothing = () => new DomainError('unknown', ({ improvements: say }) => say.new.nothingFound)

/** Reads a subject; an empty one is an improvement by hand. Throws `unknown` for what is not there, or not for this person. */
export const beginFrom = async (tx: Tx, subject: string, by: Actor): Promise<Begun> => {
  if (!subject) return { reason: { kind: 'hand' } }
  const [, department, driver] = /^driver:([^:]*):([^:]+)$/.exec(subject) ?? []
  if (driver && (drivers as readonly string[]).includes(driver))
    return { ...(department && { department }), reason: { kind: 'driver', driver }, measure: { driver } }
  const [, discovery] = /^discovery:(.+)$/.exec(subject) ?? []
  if (discovery && isUuid(discovery)) return fromDiscovery(tx, discovery)
  if (isUuid(subject)) return fromFinding(tx, subject, by)
  throw nothing()
}

const fromDiscovery = async (tx: Tx, id: string): Promise<Begun> => {
  const [found] = await sqlOf(tx)<Pick<Discovery, 'departmentKey' | 'kind' | 'facts' | 'brandName'>[]>`
    select f.department_key, f.kind, f.facts, b.name as brand_name from discoveries f
      left join brands b on b.key = f.facts -> 'among' ->> 'brand' where f.id = ${id}`
  if (!found) throw nothing()
  const { driver, among } = found.facts as { driver: string | null; among?: Among }
  return {
    department: found.departmentKey,
    reason: { kind: 'discovery', discovery: id },
    discovery: found as Discovery,
    measure: { ...among, ...(driver && { driver }) },
  }
}

/** What its finding says prevents it. Where a colleague is whom the case is about, neither number nor words go along. */
const fromFinding = async (tx: Tx, caseId: string, by: Actor): Promise<Begun> => {
  const sql = sqlOf(tx)
  const [found] = await sql<
    {
      number: number
      departmentKey: string
      prevention: string
      unpreventable: boolean
      drivers: string[] | null
    }[]
  >`
    select k.number, k.department_key, f.prevention, f.unpreventable, coalesce(r.answers, k.said) -> 'drivers' as drivers
    from findings f join cases k on k.id = f.case_id left join responses r on r.id = k.response_id
    where k.id = ${caseId} and ${by.id} not in ${sql.unsafe(excludedFrom('k'))}`
  if (!found) throw nothing()
  const driver = found.drivers?.find((one) => (drivers as readonly string[]).includes(one))
  const aboutStaff = (await excludedOf(tx, caseId)).length > 0
  return {
    department: found.departmentKey,
    reason: { kind: 'finding', case: caseId, number: aboutStaff ? null : found.number },
    what: aboutStaff || found.unpreventable ? undefined : found.prevention,
    measure: driver ? { driver } : {},
  }
}
