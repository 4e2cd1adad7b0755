import { isDeepStrictEqual } from 'node:util'
import { eq, inArray, isNotNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, type FileSays, people } from '../../db/schema/index.ts'
import { type Fault, fault } from './fault.ts'
import type { DepartmentRow, SetUp } from './state.ts'

type DeskField = keyof FileSays
/** What the desk changed of a department, and organisation.yaml does not say. */
export type Undone = { department: string; field: DeskField; file: string; desk: string; at: string }

/** People by id or by address. */
const peopleBy = async (tx: Tx, column: 'id' | 'email', values: string[]) =>
  tx.select({ id: people.id, email: people.email }).from(people).where(inArray(people[column], values))

/**
 * What of the desk's changes a file would undo: where it still says what it said before, and the desk says otherwise. A
 * file that says something new there is newer than the desk, and one that says the same as the desk has caught up.
 */
export const undoneBy = async (tx: Tx, current: SetUp, wanted: SetUp): Promise<Undone[]> => {
  const changed = await tx
    .select({ key: departments.key, fileSays: departments.fileSays })
    .from(departments)
    .where(isNotNull(departments.fileSays))
  const ids = changed.flatMap(({ fileSays }) => fileSays?.liaisons?.value ?? [])
  const known = new Map((await peopleBy(tx, 'id', ids)).map(({ id, email }) => [id, email]))
  return changed.flatMap(({ key, fileSays }) => {
    const [from, to] = [current.departments[key], wanted.departments[key]]
    if (!from || !to) return []
    return Object.entries(fileSays ?? {}).flatMap(([name, { value, at }]) => {
      const field = name as DeskField
      const file = Array.isArray(value) ? value.map((id) => known.get(id) ?? id) : value
      const undoes = isDeepStrictEqual(to[field], file) && !isDeepStrictEqual(from[field], file)
      const text = (one: unknown) => [one].flat().join(', ')
      return undoes ? [{ department: key, field, file: text(file), desk: text(from[field]), at }] : []
    })
  })
}

export const undoneFault = ({ department, field, file, desk, at }: Undone): Fault =>
  fault(
    ['departments', department, field],
    `was changed on the desk on ${at.slice(0, 10)} to ${desk}, and the file still says ${file}: write it here, or apply with --undo-desk`,
  )

/** The file was applied: it says what there is. */
export const forgetFile = (tx: Tx) =>
  tx.update(departments).set({ fileSays: null }).where(isNotNull(departments.fileSays))

/** Remembers what the file said of what the desk changes now; nothing any more where it is back to that. */
export const rememberFile = async (
  tx: Tx,
  {
    key,
    before,
    after,
    by,
    now,
  }: { key: string; before: DepartmentRow; after: DepartmentRow; by: string; now: Date },
): Promise<void> => {
  const [row] = await tx
    .select({ fileSays: departments.fileSays })
    .from(departments)
    .where(eq(departments.key, key))
  const emails = [...before.liaisons, ...after.liaisons]
  const ids = new Map((await peopleBy(tx, 'email', emails)).map(({ id, email }) => [email, id]))
  const fieldOf = (of: DepartmentRow, field: DeskField) =>
    field === 'liaisons' ? of.liaisons.map((email) => ids.get(email)!) : of.digestHour
  const says: Record<string, unknown> = { ...row?.fileSays }
  for (const field of ['liaisons', 'digestHour'] as const) {
    if (isDeepStrictEqual(before[field], after[field])) continue
    const value = row?.fileSays?.[field]?.value ?? fieldOf(before, field)
    if (isDeepStrictEqual(value, fieldOf(after, field))) delete says[field]
    else says[field] = { value, by, at: now.toISOString() }
  }
  const fileSays = Object.keys(says).length > 0 ? (says as FileSays) : null
  await tx.update(departments).set({ fileSays }).where(eq(departments.key, key))
}
