import { eq } from 'drizzle-orm'
import type { ChatDestination } from '../../db/schema/index.ts'
import { departments } from '../../db/schema/index.ts'
import { timeOf } from '../cases/labels.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { placeOf } from '../directory/accounts.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import type { StaffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { addBusinessMinutes, atLocal, localDate } from '../time.ts'
import type { Digest } from './digest.ts'
import { digestRow } from './now.ts'

/**
 * What needs a person is told again to the one who clicked, to them alone, on the next business morning, as it is then.
 * For people of the digest's departments, and for management. Twice is one reminder.
 */
export const snoozeDigest: OtherVerb = {
  run: async (deps, { subject, by, now }) => {
    const { db } = deps
    const row = isUuid(subject) ? await digestRow(db, subject) : undefined
    const [home] = row
      ? await db.select().from(departments).where(eq(departments.key, row.departmentKey))
      : []
    const covers = row ? ((row.digest as Digest).covers ?? [row.departmentKey]) : []
    const [reader] = await db.$client<{ place: ChatDestination }[]>`
      select ${db.$client.unsafe(placeOf('p'))} as place from people p where p.id = ${by.id} and exists (
        select from department_people m join departments d on d.key = m.department_key
        where m.person_id = p.id and (d.key = any(${covers}) or d.kind = 'management'))`
    if (!row || !home || !reader) throw new DomainError('forbidden', ({ digest: say }) => say.notYours)
    const midnight = atLocal(home.timeZone, localDate(home.timeZone, now), '24:00')
    const until = addBusinessMinutes(home, midnight, 0)
    await enqueue(db, {
      kind: 'digest reminder',
      destination: chatDestination(reader.place),
      onceKey: `digest reminder:${subject}:${by.id}:${localDate(home.timeZone, until)}`,
      payload: { digest: subject, person: by.id },
      dueAt: until,
      now,
    })
    return { notice: (words: StaffWords) => words.digest.putOff(timeOf(home, until, words)) }
  },
}
