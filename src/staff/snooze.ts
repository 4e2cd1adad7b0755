import { sqlOf } from '../../db/client.ts'
import type { TimerKind } from '../../db/schema/index.ts'
import { loadCase } from '../cases/caseFile.ts'
import { changeCase } from '../cases/change.ts'
import { readTimed } from '../cases/deadlines/read.ts'
import { snoozeUntil } from '../cases/deadlines/snooze.ts'
import { timeOf } from '../cases/labels.ts'
import { rightsOn } from '../cases/rights.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'

/**
 * Puts off what the accountable person was reminded of, once for each deadline: they are reminded again then, and the
 * manager after that. The managers see it on the card, in the thread and in the digest.
 */
export const snooze: OtherVerb = {
  run: async (deps, { subject, by, now }) => {
    const found = await loadCase(deps.db, subject)
    const { may } = await rightsOn(deps.db, found, by)
    if (!may('owner') && found.accountableId !== by.id)
      throw new DomainError('forbidden', ({ rights: say }) => say.taken(found.number, found.accountable))
    let until = now
    const made = await changeCase(deps.db, found, now, {
      by: by.id,
      event: async ({ tx }) => {
        const [timed] = await readTimed(tx, [found.id])
        const put: { kind: TimerKind; until: Date }[] = []
        for (const row of timed?.timers ?? []) {
          const later = row.level === 1 ? snoozeUntil(row, timed!, now) : undefined
          if (!later || row.departmentKey !== found.departmentKey) continue
          await sqlOf(tx)`
            update timers set level = 0, next_at = ${later}, snoozed_until = ${later}, snoozed_by = ${by.id}
            where id = ${row.id} and level = 1 and snoozed_until is null`
          put.push({ kind: row.kind, until: later })
        }
        if (put.length === 0) return undefined
        until = put.map((one) => one.until).reduce((a, b) => (a < b ? a : b))
        const data = { until: until.toISOString(), timers: put.map(({ kind }) => kind) }
        return { kind: 'snoozed' as const, data }
      },
    })
    if (made === 'late')
      throw new DomainError('conflict', ({ personal }) => personal.snooze.not(found.number))
    return { notice: (words: StaffWords) => words.personal.snooze.until(timeOf(found, until, words)) }
  },
}
