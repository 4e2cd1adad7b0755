import { afterAll, beforeAll, expect, test } from 'vitest'
import { openImprovement } from '../../src/improvements/change.ts'
import { byMail, byPhone } from './shortest.ts'
import { until } from './stack.ts'
import { coversInTeams, partnersInTeams, snoozeInTeams } from './teamsColleagues.ts'
import { days, KARI, OLA, STORE, startTeamsStage, type TeamsStage } from './teamsStage.ts'

let on: TeamsStage
beforeAll(async () => {
  on = await startTeamsStage()
})
afterAll(() => on?.stop())

test('in workerd a Teams case is posted, taken, refused to the second, apologised for in a dialog, and kept current', async () => {
  const { teams, cardOf, said } = on
  const caseId = await on.open()
  const card = () => said(cardOf(caseId)!)
  const { id, channel } = cardOf(caseId)!
  expect(card()).toContain(`"id":"${KARI}"`)

  expect((await teams.click({ user: OLA, channel, id, verb: 'take' })).status).toBe(200)
  await until('the card to show who has it', () => card().includes('Ola'))
  await teams.click({ user: KARI, channel, id, verb: 'take', gone: caseId })
  expect(teams.notices().at(-1)).toContain('Ola already has case')

  await teams.click({ user: OLA, channel, id, verb: 'apologise' })
  expect(teams.dialog()?.title).toContain('Apologise')
  await teams.submit({ user: OLA, values: { text: 'short', next: '2020-01-01' } })
  expect(JSON.stringify(teams.dialog()?.content)).toContain('"value":"short"')
  await on.fill(OLA, { text: 'I am truly sorry that nobody called you back on Monday.', next: days(3) })
  await until('the reply in the chain', () => teams.messages().some(({ root }) => root === id))
  await until('the card to show the apology', () => card().includes('Apologised'))

  await teams.say(OLA, 'my cases')
  await until('the answer in the personal chat', () => teams.messages(`a:1${OLA}`).length > 0)
  const forged = await fetch(`${on.workers.url}/teams/messages`, { method: 'POST', body: '{}' })
  expect(forged.status).toBe(401)
})

test('the shortest honest recovery takes five clicks and four texts by mail in Teams', async () => {
  const id = await on.open()
  const count = await byMail(on.hands(OLA, id), {
    apology: 'Kari promised to call on Tuesday and did not. That was ours to keep, and I am sorry.',
    next: days(3),
    remedy: async () => (await on.sql`select id from remedies where case_id = ${id}`)[0]!.id,
    yes: async () => {
      expect((await on.page('case', id, { step: 'answer', answer: 'yes' })).status).toBeLessThan(400)
      expect(await on.stateOf(id)).toBe('confirmed')
    },
  })
  expect(await on.stateOf(id)).toBe('documented')
  console.log(`In Teams by mail: ${count.clicks} clicks, ${count.texts} texts`)
  expect(count).toEqual({ clicks: 5, texts: 4 })
})

test('and three clicks and three texts by phone', async () => {
  const id = await on.open()
  const apology = 'I told her that Kari should have called on Tuesday, and that I was sorry for it.'
  const count = await byPhone(on.hands(OLA, id), { apology, next: days(3) })
  expect(await on.stateOf(id)).toBe('documented')
  console.log(`In Teams by phone: ${count.clicks} clicks, ${count.texts} texts`)
  expect(count).toEqual({ clicks: 3, texts: 3 })
})

test('a partner outside accepts, declines with an alternative, is late to the owner, and loses the link', () =>
  partnersInTeams(on))
test('a reminder is put off once, never past a promised date, and the manager sees it', () =>
  snoozeInTeams(on))
test('a colleague takes somebody’s cases until a day once they accept, in a swap and in a leave', () =>
  coversInTeams(on))

test('an improvement is put in place in a Teams dialog, and its card is kept current', async () => {
  const { teams, said } = on
  const owner = on.people.kari
  const now = new Date()
  const today = now.toISOString().slice(0, 10)
  const look = {
    before: { successes: 60, n: 400 },
    after: { successes: 0, n: 0 },
    needed: 228,
    verdict: 'too early' as const,
    weekly: 31,
  }
  await openImprovement(on.db, {
    row: {
      departmentKey: on.key,
      ownerId: owner,
      what: 'The courier calls [first](http://example.com).',
      reason: { kind: 'driver', driver: 'delivery-late' },
      measure: { driver: 'delivery-late' },
      dueOn: today,
      look,
      lookedOn: today,
      createdBy: owner,
      createdAt: now,
    },
    destination: STORE,
    event: { kind: 'opened', data: { owner: 'Kari', dueOn: today } },
    by: owner,
    now,
  })
  const shown = () => on.shown('Improvement')
  await on.workers.tick()
  const { id, channel } = await until('the improvement', shown)
  const text = () => said(shown()!)
  expect(text()).toContain('60 of 400 answers')
  // Its own words stand in a text run, which knows no Markdown
  expect(text()).toMatch(/"TextRun","text":"[^"]*\[first\]\(http/)
  await teams.click({ user: OLA, channel, id, verb: 'improvement-close' })
  expect(teams.notices().at(-1)).toContain('the owner and the department’s managers act on it')
  await teams.click({ user: KARI, channel, id, verb: 'improvement-in-place' })
  expect(teams.dialog()?.title).toContain('It is in place')
  await teams.submit({ user: KARI, values: { on: '2099-01-01' } })
  expect(JSON.stringify(teams.dialog()?.content)).toContain('This day has not come')
  await teams.submit({ user: KARI, values: { on: today } })
  expect(teams.dialog()).toBeUndefined()
  await until('the card to show it', () => text().includes('no answers yet'))
})
