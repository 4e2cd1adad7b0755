import { asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, earlierFindings, findingDrafts, findings } from '../../db/schema/index.ts'

export type Finding = typeof findings.$inferSelect
/** What people write of it. */
export type WrittenFinding = Omit<Finding, 'caseId' | 'version' | 'by' | 'at'>

export type FindingDraft = (typeof findingDrafts.$inferSelect)['draft']

/** Every version of a case's finding, the oldest first. */
export const findingsOf = async (db: Tx, caseId: string): Promise<Finding[]> => {
  const before = await db
    .select()
    .from(earlierFindings)
    .where(eq(earlierFindings.caseId, caseId))
    .orderBy(asc(earlierFindings.version))
  return [...before, ...(await db.select().from(findings).where(eq(findings.caseId, caseId)))]
}

/** The same as people read them: departments by their names. */
export const namedFindingsOf = async (db: Tx, caseId: string): Promise<Finding[]> => {
  const found = await findingsOf(db, caseId)
  const keys = found.flatMap(({ departments: of }) => of)
  const named = keys.length
    ? await db
        .select({ key: departments.key, name: departments.name })
        .from(departments)
        .where(inArray(departments.key, keys))
    : []
  const nameOf = (key: string) => named.find((one) => one.key === key)?.name ?? key
  return found.map((finding) => ({ ...finding, departments: finding.departments.map(nameOf) }))
}

/** Adds a version; those before it stay. Under the case's row. Gives the version's number. */
export const keepFinding = async (
  tx: Tx,
  { caseId, by, at, ...written }: Omit<Finding, 'version'>,
): Promise<number> => {
  const [before] = await tx.select().from(findings).where(eq(findings.caseId, caseId))
  if (before) await tx.insert(earlierFindings).values(before)
  const row = { ...written, by, at, version: (before?.version ?? 0) + 1 }
  await tx
    .insert(findings)
    .values({ caseId, ...row })
    .onConflictDoUpdate({ target: findings.caseId, set: row })
  return row.version
}

/** Keeps what a finding says so far, in place of what it said before. Under the case's row. */
export const keepDraft = async (
  tx: Tx,
  { caseId, ...row }: typeof findingDrafts.$inferInsert,
): Promise<void> => {
  await tx
    .insert(findingDrafts)
    .values({ caseId, ...row })
    .onConflictDoUpdate({ target: findingDrafts.caseId, set: row })
}

/** Whether there was one. */
export const endDraft = async (tx: Tx, caseId: string): Promise<boolean> => {
  const ended = await tx
    .delete(findingDrafts)
    .where(eq(findingDrafts.caseId, caseId))
    .returning({ id: findingDrafts.caseId })
  return ended.length > 0
}
