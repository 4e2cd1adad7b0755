import { eq, inArray } from 'drizzle-orm'
import * as z from 'zod/v4'
import type { Tx } from '../../db/client.ts'
import { people, personRoles } from '../../db/schema/index.ts'
import type { OrganisationFile } from './schema.ts'
import type { RoleRow, SetUp } from './state.ts'

const NOBODY = 'needs at least one person, or leave it out'

/** The file's fields of roles beside those of departments: who runs the product, and who reads reports alone. */
export const roleFields = (email: z.ZodType<string>, key: z.ZodType<string>) => ({
  administrators: z.array(email).min(1, NOBODY).optional(),
  readers: z
    .array(
      z.strictObject({
        email,
        /** Left out: every department. */
        departments: z.array(key).min(1, 'names at least one department; leave it out for all').optional(),
      }),
    )
    .min(1, NOBODY)
    .optional(),
})

const byKey = (rows: RoleRow[]): SetUp['roles'] =>
  Object.fromEntries(rows.map((row) => [`${row.role} ${row.email}`, row]))

export const wantedRoles = ({ administrators = [], readers = [] }: OrganisationFile): SetUp['roles'] =>
  byKey([
    ...administrators.map((email) => ({ role: 'administrator' as const, email, departments: null })),
    ...readers.map(({ email, departments }) => ({
      role: 'reader' as const,
      email,
      departments: departments ? [...new Set(departments)].sort() : null,
    })),
  ])

export const currentRoles = async (tx: Tx): Promise<SetUp['roles']> =>
  byKey(
    await tx
      .select({ role: personRoles.role, email: people.email, departments: personRoles.departments })
      .from(personRoles)
      .innerJoin(people, eq(people.id, personRoles.personId)),
  )

/** Replaces all of them: they are few, and nothing hangs on a row. */
export const writeRoles = async (tx: Tx, wanted: SetUp['roles']): Promise<void> => {
  await tx.delete(personRoles)
  const rows = Object.values(wanted)
  if (rows.length === 0) return
  const known = await tx
    .select({ id: people.id, email: people.email })
    .from(people)
    .where(
      inArray(
        people.email,
        rows.map(({ email }) => email),
      ),
    )
  const ids = new Map(known.map(({ id, email }) => [email, id]))
  await tx
    .insert(personRoles)
    .values(rows.map(({ role, email, departments }) => ({ role, personId: ids.get(email)!, departments })))
}
