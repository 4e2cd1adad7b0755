import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawsOf } from '../improvements.ts'
import { type Stack, startStack, until } from './stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack?.stop())

const [ANNA, MAJA, CHANNEL] = ['U0ANNA', 'U0MAJA', 'C0SERVICE']
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
/** The form on top, once it shows these words: it opens after its click is answered. */
const formWith = async (user: string, words: string) => {
  const top = () => stack.slack.modals(user).at(-1)
  await until(`a form with "${words}"`, () => JSON.stringify(top() ?? '').includes(words))
  return top()!
}
const blocks = () =>
  JSON.stringify(stack.slack.messages(CHANNEL).find(({ thread_ts }) => !thread_ts)?.blocks ?? [])
const replies = () => JSON.stringify(stack.slack.messages(CHANNEL).filter(({ thread_ts }) => thread_ts))

test('in real Workers a manager makes an improvement in Slack, it is measured, and its owner closes it', async () => {
  const { slack, sql } = stack
  const { answered } = drawsOf(() => sql as never)
  // The roll-ups are begun before they are filled by hand, and a tick is answered before it has run
  await stack.workers.tick()
  await until('the roll-ups', async () => (await sql`select from rollup_progress`).length === 2)
  await answered('service', day(-20), { n: 400, dissatisfied: 90, drivers: { 'delivery-late': 60 } })

  expect((await slack.command({ user: MAJA, channel: CHANNEL, text: 'improve' })).status).toBe(200)
  const anna = (await sql`select id from people where name = 'Anna Berg'`)[0]!.id
  await slack.submit({
    user: MAJA,
    viewId: (await formWith(MAJA, 'What changes')).id,
    values: {
      what: 'The courier sends a text the day before.',
      owner: `service:${anna}`,
      dueOn: day(10),
      driver: 'delivery-late',
      channel: 'any',
    },
  })
  await formWith(MAJA, 'To see a halving, about 230 answers are needed')
  await stack.workers.tick()
  await until('the message', () => blocks().includes('60 of 400 answers'))
  const { ts } = slack.messages(CHANNEL)[0]!

  const click = (step: string) =>
    slack.click({ user: ANNA, channel: CHANNEL, ts, actionId: `amends:improvement-${step}` })
  await click('in-place')
  const inPlace = (await formWith(ANNA, 'Since when')).id
  const ahead = await slack.submit({ user: ANNA, viewId: inPlace, values: { on: day(1) } })
  expect(JSON.stringify(ahead)).toContain('This day has not come')
  await slack.submit({ user: ANNA, viewId: inPlace, values: { on: day(-3) } })
  await until('that it is in place', () => blocks().includes('no answers yet'))

  await answered('service', day(-2), { n: 240, dissatisfied: 17, drivers: { 'delivery-late': 12 } })
  await sql`update improvements set looked_on = looked_on - 1`
  await stack.workers.tick()
  await until('the verdict', () => blocks().includes('Better: the share is lower'))
  await until(
    'its reply',
    () => replies().includes(`<@${ANNA}>`) || replies().includes(`"user_id":"${ANNA}"`),
  )

  await click('close')
  const close = (await formWith(ANNA, 'What came of it')).id
  await slack.submit({ user: ANNA, viewId: close, values: { result: 'It stays.' } })
  await until('its result', () => blocks().includes('It stays.'))
  expect(blocks()).toContain('Open again')
})
