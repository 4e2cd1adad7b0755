import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stack, startStack, until } from './stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack?.stop())

const ANNA = 'U0ANNA'
const BO = 'U0BO'
const home = (user: string) => JSON.stringify(stack.slack.home(user)?.blocks ?? [])
const openHome = async (user: string) => {
  const before = stack.slack.home(user)?.hash
  expect((await stack.slack.openHome(user)).status).toBe(200)
  await until('the home tab', () => ![undefined, before].includes(stack.slack.home(user)?.hash))
  return home(user)
}
const command = async (user: string, text: string) => {
  expect((await stack.slack.command({ user, channel: 'C0SERVICE', text })).status).toBe(200)
  return JSON.stringify(stack.slack.ephemerals(user).at(-1) ?? {})
}
const posted = () => stack.slack.messages('C0SERVICE').filter(({ thread_ts }) => !thread_ts)
const form = (user: string) => stack.slack.modals(user).at(-1)

test('what a person does besides pressing a case’s buttons, in real Workers', async () => {
  expect(await openHome(ANNA)).toContain('Nothing waits for you')
  expect(await command(ANNA, 'help')).toContain('out of office until')

  await command(BO, 'open')
  const opened = await stack.slack.submit({
    user: BO,
    viewId: form(BO)!.id,
    values: {
      phone: '+46 70 123 45 67',
      name: 'Kim',
      channel: 'social media',
      words: 'Nobody answers, and the parcel is wet.',
      reference: 'order-17',
    },
  })
  expect(opened).toMatchObject({ status: 200, response_action: 'update' })
  expect(JSON.stringify(form(BO))).toContain('Anna Berg is on call for it')
  const card = await until('the escalation', () => posted().at(0))
  expect(JSON.stringify(card.blocks)).toMatch(/opened by staff[\s\S]*calls only: no e-mail address/)
  expect(await command(BO, 'find +46701234567')).toContain('Case 1001')

  expect(await openHome(ANNA)).toContain('not taken, due')
  const { status } = await stack.slack.click({
    user: ANNA,
    viewId: stack.slack.home(ANNA)!.id,
    actionId: 'amends:take',
  })
  expect(status).toBe(200)
  await until('the home tab to be drawn anew', () => home(ANNA).includes('yours, due'))
  await until('the card to show who has it', () => JSON.stringify(posted()[0]!.blocks).includes('has it'))

  stack.slack.write({
    channel: 'C0SERVICE',
    ts: '1700000000.000001',
    text: 'He says: still &lt;wet&gt;',
    user: BO,
  })
  await stack.slack.shortcut({
    user: BO,
    channel: 'C0SERVICE',
    ts: '1700000000.000001',
    callbackId: 'amends:open-case',
  })
  expect(JSON.stringify(form(BO))).toContain('He says: still <wet>')
  await stack.slack.submit({
    user: BO,
    viewId: form(BO)!.id,
    values: { phone: '0046701234567', email: '', channel: 'phone', reference: 'order-18', severity: '3' },
  })
  await until('a second case of a second matter', () => posted().length === 3)

  expect(await command(BO, 'out of office until tomorrow')).toContain('Anna Berg is on call')
  expect(await openHome(BO)).toContain('I am back')
  expect(await command(BO, 'back')).toContain('Welcome back')
})
