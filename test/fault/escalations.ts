import type { ChatDestination } from '../../db/schema/index.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { chatDestination } from '../../src/outbox/destinations.ts'
import { drain } from '../../src/outbox/drain.ts'
import { enqueue } from '../../src/outbox/enqueue.ts'
import { reap } from '../../src/outbox/settle.ts'
import { makeOrganisation, type testDeps } from '../deps.ts'
import { makeCase, makeDepartment, makeMember, noon } from '../factories.ts'
import type { TestDatabase } from '../setup/database.ts'

/** Cases with their escalations waiting, spread over departments with a channel each. */
export const escalate = async ({ db }: TestDatabase, count: number, channels: ChatDestination[]) => {
  const { anna } = await makeOrganisation(db)
  const departments = []
  for (const destination of channels) {
    const department = await makeDepartment(db, { destination })
    await makeMember(db, { departmentKey: department.key, personId: anna.id })
    departments.push(department)
  }
  for (let n = 0; n < count; n++) {
    const { key, destination } = departments[n % departments.length]!
    const { id } = await makeCase(db, {
      brandKey: 'nordly',
      departmentKey: key,
      accountableId: anna.id,
    })
    await enqueue(db, {
      kind: 'escalation',
      destination: chatDestination(destination),
      lane: `case:${id}`,
      onceKey: `escalation:${id}`,
      payload: { case: id },
      dueAt: noon,
      now: noon,
    })
  }
}

/** Drains by a clock that jumps to what is due, until nothing waits; after twenty minutes of it the platform is well. */
export const sendAll = async (
  { sql }: TestDatabase,
  on: ReturnType<typeof testDeps>,
  platform: { clearFaults(): void },
) => {
  const waiting = async () =>
    (await sql`select count(*)::int as n from outbox where state in ('waiting', 'claimed', 'sending')`)[0]!.n
  for (let second = 0; second < 4000 && (await waiting()) > 0; second++) {
    if (second === 1200) platform.clearFaults()
    await reap(on.deps.db, on.clock.now)
    const next = await drain(on.deps, handlers, { workers: 8 })
    on.later(Math.max(1000, Math.min((next?.getTime() ?? 0) - on.clock.now.getTime(), 60_000)))
  }
}
