import { inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type NotedChange, people, setupChanges } from '../../db/schema/index.ts'
import { type As, audit, mark } from '../audit/audit.ts'
import { DECLARATION } from '../privacy/declaration.ts'
import type { Change } from './diff.ts'
import { fieldLines } from './shown.ts'

/**
 * Notes what changed in the set-up: in the audit log as marks, and beside it so that people can read it, without what is
 * personal by its declaration. People are kept by their ids in both.
 */
export const noteChanges = async (
  tx: Tx,
  changes: Change[],
  { as, now }: { as: As; now: Date },
): Promise<void> => {
  const emails = changes.flatMap(({ section, key, fields }) => [
    ...(emailIn(section, key) ?? []),
    ...fields.filter(isList).flatMap(({ from, to }) => [from, to].flat() as string[]),
  ])
  const known = await tx
    .select({ id: people.id, email: people.email })
    .from(people)
    .where(inArray(people.email, emails))
  const ids = new Map(known.map(({ id, email }) => [email, id]))
  const idOf = (email: unknown) => ids.get(String(email)) ?? String(mark(email))
  const listOf = (emails: unknown) => (Array.isArray(emails) ? emails.map(idOf) : [])
  const noted = changes.map(({ section, key, kind, fields }): NotedChange => {
    const [email] = emailIn(section, key) ?? []
    return {
      section,
      id: email ? idOf(email) : key,
      change: kind,
      fields: fields.map((one) =>
        isList(one)
          ? { field: one.name, from: listOf(one.from), to: listOf(one.to) }
          : isPlain(section, one.name)
            ? { field: one.name, lines: fieldLines(one.name, one.from, one.to) }
            : { field: one.name },
      ),
    }
  })
  const facts = {
    changes: changes.map(({ fields }, at) => ({
      section: noted[at]!.section,
      id: noted[at]!.id,
      change: noted[at]!.change,
      fields: fields.map(({ name, from, to }) => ({ field: name, before: mark(from), after: mark(to) })),
    })),
  }
  await audit(tx, { kind: 'setup.applied', ...as, facts, now })
  const by = as.by.kind === 'person' ? as.by.id : null
  await tx.insert(setupChanges).values({ at: now, by, changes: noted })
}

/** People are known by their address there, and a role by its name and the address. */
const emailIn = (section: Change['section'], key: string): [string] | undefined =>
  section === 'people' ? [key] : section === 'roles' ? [key.slice(key.indexOf(' ') + 1)] : undefined

/** Lists of people by their addresses. */
const isList = ({ name }: { name: string }) => name === 'liaisons' || name === 'managers'

const TABLES: Partial<Record<Change['section'], string>> = {
  roles: 'person_roles',
  groups: 'helpdesk_groups',
}
const isPlain = (section: Change['section'], field: string): boolean => {
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const declared = DECLARATION.find(({ table }) => table === (TABLES[section] ?? section))
  return declared?.plain.includes(column) ?? false
}
