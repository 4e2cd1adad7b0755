import type { Db } from '../../db/client.ts'
import type { FileSays } from '../../db/schema/index.ts'
import { lineOf, loadMembers } from '../directory/members.ts'
import { nextInLine } from '../directory/nextInLine.ts'
import { currentSetUp } from './current.ts'
import type { DepartmentRow, SetUp } from './state.ts'

export type ShownPerson = { id: string; name: string; email: string; awayUntil: Date | null }
export type ShownDepartment = Omit<DepartmentRow, 'liaisons' | 'managers'> & {
  key: string
  liaisons: ShownPerson[]
  managers: ShownPerson[]
  /** Who is called first now; none where nobody is there. */
  onCall?: string
  /** What the digest's managers chose instead of `digestHour`. */
  chosenHour: number | null
  /** What organisation.yaml says where the desk says otherwise. */
  fileSays: { liaisons?: string[]; digestHour?: number }
}
export type SetUpView = {
  appliedAt?: Date
  setUp: SetUp
  departments: ShownDepartment[]
  people: ShownPerson[]
}

/** The set-up as it stands, with who is there now. */
export const viewSetUp = async (db: Db, now: Date): Promise<SetUpView> => {
  const sql = db.$client
  const [setUp, members, people, beside, [row]] = await Promise.all([
    currentSetUp(db),
    loadMembers(db),
    sql<ShownPerson[]>`select id, name, email, away_until from people where active order by name, id`,
    sql<{ key: string; fileSays: FileSays | null; hour: number | null }[]>`
      select d.key, d.file_says, p.hour from departments d left join digest_plans p on p.department_key = d.key where d.active`,
    sql<{ appliedAt: Date }[]>`select applied_at from organisation`,
  ])
  const byEmail = new Map(people.map((one) => [one.email, one]))
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const shown = (emails: string[]) => emails.flatMap((email) => byEmail.get(email) ?? [])
  const departments = Object.entries(setUp.departments).map(([key, department]): ShownDepartment => {
    const { fileSays, hour = null } = beside.find((one) => one.key === key) ?? {}
    const onCall = nextInLine(lineOf(members, key), { excluded: [], now })?.name
    return {
      ...department,
      key,
      liaisons: shown(department.liaisons),
      managers: shown(department.managers),
      ...(onCall && { onCall }),
      chosenHour: hour,
      fileSays: {
        ...(fileSays?.liaisons && {
          liaisons: fileSays.liaisons.value.map((id) => names.get(id) ?? id),
        }),
        ...(fileSays?.digestHour && { digestHour: fileSays.digestHour.value }),
      },
    }
  })
  departments.sort(
    (a, b) => Number(a.kind === 'management') - Number(b.kind === 'management') || (a.name < b.name ? -1 : 1),
  )
  return { ...(row && { appliedAt: row.appliedAt }), setUp, departments, people }
}
