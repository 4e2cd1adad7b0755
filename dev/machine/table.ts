import { MOVES, type Move, ruleOf } from '../../src/cases/machine.ts'
import { OTHERS } from '../../src/cases/otherMoves.ts'
import { staffWords } from '../../src/locales/staff.ts'

const WHO = {
  liaison: 'a liaison or manager of the department, or who is accountable',
  owner: 'owner, the department’s managers',
  manager: 'the department’s managers, management',
} as const

const words = staffWords('en')

/** The case machine as a table of Markdown, drawn from `src/cases/machine.ts`. */
export const machineTable = (): string => {
  const staff = (Object.keys(MOVES) as Move[]).map((move) => {
    const { from, owing = [], to, by, takes, needs } = ruleOf(move)
    const next = to.length > 0 ? to.join(', ') : 'as it was'
    const states = [
      ...(takes ? ['open (for a liaison, and takes it)'] : []),
      ...from,
      ...(owing.length > 0 ? [`while a remedy is owed ${owing.join(', ')}`] : []),
    ]
    return [states.join(', '), words.moves[move], WHO[by], needs ? `${next} (${needs})` : next]
  })
  const others = OTHERS.map(({ from, move, by, to }) => [from.join(', '), move, by, to])
  const rows = [['state', 'move', 'by', 'next'], ['---', '---', '---', '---'], ...staff, ...others]
  return rows.map((row) => `| ${row.join(' | ')} |\n`).join('')
}
