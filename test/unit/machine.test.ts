import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { machineTable } from '../../dev/machine/table.ts'
import { legalMoves, MOVES, type Move, ruleOf } from '../../src/cases/machine.ts'
import { afterAnswer, CONFIRMABLE, CONFIRMATIONS, REOPENABLE } from '../../src/cases/otherMoves.ts'
import { ENDS, isOpen, OPEN_STATES } from '../../src/cases/states.ts'

const moves = Object.keys(MOVES) as Move[]
const states = [...OPEN_STATES, 'confirmed', ...ENDS] as const

test('ARCHITECTURE.md shows the machine as it is: npm run machine writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8')).toContain(machineTable())
})

test('every state can be reached, and from every open one there is a way to each end', () => {
  const next = (state: (typeof states)[number]) => [
    ...legalMoves(state).flatMap((move) => ruleOf(move).to),
    ...CONFIRMATIONS.flatMap((answer) =>
      (CONFIRMABLE as readonly string[]).includes(state) ||
      (answer !== 'yes' && (REOPENABLE as readonly string[]).includes(state))
        ? [afterAnswer(answer, 2).state]
        : [],
    ),
  ]
  const reach = (from: (typeof states)[number]) => {
    const seen = new Set<string>([from])
    for (const state of seen) for (const to of next(state as typeof from)) seen.add(to)
    return seen
  }
  for (const state of OPEN_STATES) for (const end of ENDS) expect([...reach(state)]).toContain(end)
  expect([...reach('open')].sort()).toEqual([...states].sort())
})

test('only staff’s own moves leave an ended case alone: its finding, undo, and a late carry on', () => {
  for (const end of ENDS)
    expect(legalMoves(end)).toEqual(
      end === 'merged'
        ? ['undo-join']
        : [
            'confirm-finding',
            'document',
            ...(end === 'answered by mistake' ? [] : ['not-done']),
            ...(end === 'unconfirmed' ? ['carry-on'] : []),
          ],
    )
})

test('nobody but the customer’s word leads to confirmed: held carries a spoken yes', () => {
  expect(moves.filter((move) => ruleOf(move).to.includes('confirmed'))).toEqual(['held'])
})

test('at most six buttons stand on a card besides “More”', () => {
  for (const state of states) {
    // Offered only where the complaint names a person
    const shown = legalMoves(state).filter((move) => !ruleOf(move).more && move !== 'not-them')
    expect(shown.length).toBeLessThanOrEqual(6)
    expect(isOpen(state) || shown.length <= 2).toBe(true)
  }
})
