import { expect } from 'vitest'
import { until } from './stack.ts'
import { days, KARI, LIV, OLA, type TeamsStage } from './teamsStage.ts'

/** A case that Ola has. */
const taken = async (on: TeamsStage, over: object = {}) => {
  const id = await on.open(over)
  await on.click(OLA, 'take', () => on.cardOf(id))
  return id
}

export const partnersInTeams = async (on: TeamsStage): Promise<void> => {
  await on.sql`insert into partners (key, name, address, language, shares)
    values ('courier', 'Nordfrakt', 'ops@nordfrakt.example', 'nb', '{reference}')`
  const id = await taken(on)
  const ask = async (deed: string) => {
    await on.more(OLA, id, 'request', { department: 'partner courier', deed, due: days(2) })
    const [made] = await on.sql<{ id: string }[]>`
      select id from proposals where case_id = ${id} order by created_at desc limit 1`
    return made!.id
  }
  const answer = async (request: string, form: Record<string, string>) =>
    (await on.page('partner', request, form)).status

  const found = await ask('Please find parcel 77 and bring it tomorrow.')
  expect(await (await on.page('partner', found)).text()).toContain('parcel 77')
  expect(await answer(found, { step: 'accept', due: days(3) })).toBe(200)
  await on.inThread(id, 'Nordfrakt accepted the request')
  // The date they gave passes: the owner hears, in the thread
  await on.sql`update proposals set deed_due_at = now() - interval '1 minute' where id = ${found}`
  await on.later(id)
  const late = await until('the owner to hear', async () => {
    const [event] = await on.sql`
      select data from case_events where case_id = ${id} and kind = 'reminded' and data ->> 'timer' = 'request'`
    return event
  })
  expect(late.data).toMatchObject({ to: 'Ola', level: 1, deed: true })
  await on.inThread(id, 'Nordfrakt was to do by')
  expect(await answer(found, { step: 'done', words: 'Levert til naboen.' })).toBe(200)
  await on.inThread(id, 'Levert til naboen.')

  const declined = await ask('Please bring a new lamp on Saturday morning.')
  expect(await answer(declined, { step: 'decline', words: 'Nei' })).toBe(422)
  expect(await answer(declined, { step: 'decline', words: 'Vi kan komme på mandag.' })).toBe(200)
  await on.inThread(id, 'Vi kan komme på mandag.')

  const revoked = await ask('Please fetch the broken lamp next week.')
  await on.more(OLA, id, 'take-back', { request: revoked })
  expect(await answer(revoked, { step: 'accept', due: days(3) })).toBe(410)
  await on.inThread(id, 'took back the request to Nordfrakt')
}

export const snoozeInTeams = async (on: TeamsStage): Promise<void> => {
  const { teams } = on
  const hour = 3_600_000
  const promised = new Date(Date.now() + hour / 6)
  const id = await on.open({ openedAt: new Date(Date.now() - 1.02 * hour), promiseDueAt: promised })
  await on.workers.tick()
  const reminder = () =>
    teams.messages().find((one) => one.root === on.cardOf(id)?.id && on.said(one).includes('Snooze until'))
  await on.click(OLA, 'snooze', reminder)
  expect(teams.notices().at(-1)).toContain('Kari has')
  await on.click(KARI, 'snooze', reminder)
  expect(teams.notices().at(-1)).toContain('Put off until')
  const [put] = await on.sql`select data from case_events where case_id = ${id} and kind = 'snoozed'`
  expect(new Date(put!.data.until).getTime()).toBeLessThanOrEqual(promised.getTime())
  await on.click(KARI, 'snooze', reminder)
  expect(teams.notices().at(-1)).toContain('nothing to put off')
  await until('the card to say so', () => on.said(on.cardOf(id)!).includes('Kari put a reminder off'))
  await on.inThread(id, 'Kari put this off')

  const reminded = async (level: number) =>
    (
      await on.sql`select data from case_events where case_id = ${id} and kind = 'reminded'
        and data ->> 'timer' = 'take' and (data ->> 'level')::int = ${level} order by id`
    ).map(({ data }) => [data.to, Boolean(data.snooze)])
  const itsTime = async () => {
    await on.sql`update timers set next_at = now(), snoozed_until = least(snoozed_until, now())
      where case_id = ${id} and kind = 'take'`
    await on.workers.tick()
  }
  await itsTime()
  // The second time it is not to be put off, and after that it is the manager’s
  await until('the second reminder', async () => (await reminded(1)).length === 2)
  expect(await reminded(1)).toEqual([
    ['Kari', true],
    ['Kari', false],
  ])
  await itsTime()
  await until('the manager to hear', async () => (await reminded(2)).length === 1)
  expect(await reminded(2)).toEqual([['Liv', false]])
  await on.told(LIV, 'has taken it')
}

export const coversInTeams = async (on: TeamsStage): Promise<void> => {
  const { teams } = on
  const id = await taken(on)
  const whose = async () =>
    (await on.sql`select accountable_id from cases where id = ${id}`)[0]!.accountableId
  const cover = async () => (await on.sql`select id, state from covers order by asked_at desc limit 1`)[0]!
  const asked = async () => {
    const { id: subject } = await cover()
    return () => on.shown(`"subject":"${subject}"`, `a:1${KARI}`)
  }

  await teams.say(OLA, 'Kari takes mine until Thursday')
  await on.told(OLA, 'Kari is asked to take your cases')
  expect(await whose()).toBe(on.people.ola)
  await on.click(KARI, 'accept-cover', await asked())
  expect(teams.notices().at(-1)).toContain('yours now')
  expect(await whose()).toBe(on.people.kari)
  await on.told(OLA, 'Kari has your')
  await until('the card to name her', () => on.said(on.cardOf(id)!).includes('Kari'))
  await teams.say(OLA, 'back')
  await on.told(OLA, 'came back to you from Kari')
  expect(await whose()).toBe(on.people.ola)

  await teams.say(OLA, 'out of office until Monday, Kari covers')
  await on.told(OLA, 'out of office until')
  await on.click(KARI, 'decline-cover', await asked())
  await on.told(OLA, 'Kari can’t take your cases')
  await teams.say(OLA, 'back')
  await until(
    'the end of the leave',
    async () =>
      (await on.sql`select away_until from people where id = ${on.people.ola}`)[0]!.awayUntil === null,
  )
  expect((await cover()).state).toBe('declined')
}
