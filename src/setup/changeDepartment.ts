import { inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { people } from '../../db/schema/index.ts'
import { type As, mark } from '../audit/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { bringSetUp, holdSetUp } from './bring.ts'
import { currentSetUp } from './current.ts'
import { rememberFile } from './deskChanges.ts'
import { digestHour, listed } from './fields.ts'
import { MANAGEMENT } from './management.ts'
import type { DepartmentRow, SetUp } from './state.ts'

type Given = {
  key: string
  /** Ids of people, in order. Management has none. */
  liaisons: string[]
  digestHour: number
  /** `seenOf` the department as the form showed it: another change since is not written over. */
  seen: string
  by: string
  as: As
  now: Date
}

/** What a form shows of a department, as one value to compare. */
export const seenOf = ({ liaisons, digestHour }: Pick<DepartmentRow, 'liaisons' | 'digestHour'>): string =>
  String(mark({ liaisons, digestHour }))

/**
 * Changes what changes often in a department, as `apply` would, and remembers what organisation.yaml says there. Throws
 * `unknown`, `conflict` and `invalid`, and has changed nothing then. Gives how many open cases went to somebody else.
 */
export const changeDepartment = async (
  { db }: Pick<Deps, 'db'>,
  { key, liaisons, digestHour: hour, seen, by, as, now }: Given,
): Promise<{ changed: boolean; reassigned: number }> =>
  db.transaction(async (tx) => {
    await holdSetUp(tx)
    const current = await currentSetUp(tx)
    const before = current.departments[key]
    if (!before) throw new DomainError('unknown', ({ setUp: say }) => say.gone, 'department')
    if (seen !== seenOf(before)) throw new DomainError('conflict', ({ setUp: say }) => say.meanwhile)
    const after = { ...before, liaisons: await emailsOf(tx, liaisons), digestHour: hour }
    check(current, key, after)
    const wanted = { ...current, departments: { ...current.departments, [key]: after } }
    const { changes, reassigned } = await bringSetUp(tx, { current, wanted, as, now })
    if (changes.length > 0) await rememberFile(tx, { key, before, after, by, now })
    return { changed: changes.length > 0, reassigned }
  })

const emailsOf = async (tx: Tx, ids: string[]): Promise<string[]> => {
  const found = await tx
    .select({ id: people.id, email: people.email })
    .from(people)
    .where(inArray(people.id, ids))
  const emails = new Map(found.map(({ id, email }) => [id, email]))
  return ids.map((id) => emails.get(id) ?? '')
}

/** As the file is checked: by the same fields, of people who are there, and with an account where the department is. */
const check = ({ people: known }: SetUp, key: string, after: DepartmentRow) => {
  const invalid = (say: ConstructorParameters<typeof DomainError>[1], field: string) =>
    new DomainError('invalid', say, field)
  if (!digestHour.safeParse(after.digestHour).success)
    throw invalid(({ setUp: say }) => say.noHour, 'digestHour')
  if (key === MANAGEMENT) return
  if (!listed.safeParse(after.liaisons).success) throw invalid(({ setUp: say }) => say.nobody, 'liaisons')
  for (const email of after.liaisons) {
    const person = known[email]
    if (!person || after.liaisons.filter((one) => one === email).length > 1)
      throw invalid(({ setUp: say }) => say.noPerson, 'liaisons')
    const { platform } = after.destination
    const accounts = Object.keys(person.accounts)
    // Without any account they work on the desk
    if (platform !== 'desk' && accounts.length > 0 && !accounts.includes(platform))
      throw invalid(({ setUp: say }) => say.noAccount(person.name, platform), 'liaisons')
  }
}
