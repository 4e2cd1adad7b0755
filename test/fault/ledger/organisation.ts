import { connect } from '../../../db/client.ts'
import { organisation } from '../../../db/schema/index.ts'
import { createKey } from '../../../src/setup/keys.ts'
import { everyDay, makeBrand, makeDepartment, makeMember, makePerson } from '../../factories.ts'
import { secrets } from './outside.ts'

/** Enough channels that Slack's one message a second and channel does not set the pace. */
const DEPARTMENTS = 40

export type Place = { department: string; channel: string; liaisons: string[] }

export const places: Place[] = Array.from({ length: DEPARTMENTS }, (_, n) => ({
  department: `service-${n}`,
  channel: `C${1000 + n}`,
  liaisons: [`UA${n}`, `UB${n}`],
}))

export const slackPeople = {
  channels: places.map(({ channel, department }) => ({ id: channel, name: department })),
  users: places.flatMap(({ liaisons }) =>
    liaisons.map((id) => ({ id, name: id, email: `${id}@nordly.example` })),
  ),
}

/** Applies an organisation that asks at once and at any hour, and makes the integrator's key. */
export const setUp = async (databaseUrl: string): Promise<string> => {
  const db = connect(databaseUrl, { max: 2 })
  const ask = {
    delayMinutes: 0,
    window: { from: '00:00', to: '24:00' },
    restDays: 0,
    reminderDays: 3,
    expiryDays: 14,
    excludedChannels: [],
  }
  await db.insert(organisation).values({ name: 'Nordly', ask, graceSeconds: 0, appliedAt: new Date() })
  await makeBrand(db, { key: 'nordly' })
  for (const { department, channel, liaisons } of places) {
    const destination = { platform: 'slack', workspace: secrets.SLACK_TEAM_ID, channel }
    await makeDepartment(db, { key: department, hours: everyDay, destination, since: new Date() })
    for (const slackUser of liaisons) {
      const { id } = await makePerson(db, { slackUser, name: slackUser })
      await makeMember(db, { departmentKey: department, personId: id })
    }
  }
  const { key } = await createKey(
    { db },
    { name: 'ledger', scopes: ['contacts:write', 'customers:erase'], now: new Date() },
  )
  await db.$client.end()
  return key
}
