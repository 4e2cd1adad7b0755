import type { CardPart, Cell } from '../../integrations/chat.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { DepartmentLine } from './digest.ts'
import { satisfiedCell, standing } from './say.ts'

/** Departments one below the other; of several a table to compare them, where the platform has one. */
export const departmentParts = (lines: DepartmentLine[], words: StaffWords): CardPart[] => {
  if (lines.length === 0) return []
  const say = words.digest
  const facts = lines.map(({ name, open, overdue, recovered, confirmed, share, ...answers }) => {
    const csat = answers.n === 0 ? say.noAnswers : standing(answers, share, words)
    return { label: name, value: say.department(csat, open, overdue, recovered, confirmed) }
  })
  if (lines.length === 1) return [{ kind: 'facts', facts }]
  const { title, columns } = say.compared
  const rows = lines.map(({ name, share, open, overdue, recovered, confirmed, ...answers }): Cell[] => [
    name,
    satisfiedCell(answers, share, words),
    open,
    overdue,
    { value: recovered, text: say.recoveredHow(recovered, confirmed) },
    answers.n,
  ])
  return [{ kind: 'facts', facts, table: { title, columns, rows } }]
}
