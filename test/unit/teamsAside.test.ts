import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Card } from '../../integrations/chat.ts'
import type { Answer, Inbound } from '../../integrations/inbound.ts'
import { teamsStage } from '../contract/chatTeams.ts'

const card = (n: number): Card => ({
  title: `Case ${n}`,
  summary: `Case ${n}`,
  tone: 'plain',
  parts: [{ kind: 'text', text: 'The parcel is late. '.repeat(140) }],
  subject: `case_${n}`,
  actions: [
    { verb: 'take', label: 'Take it', opens: 'nothing' },
    { verb: 'apologise', label: 'Apologise', opens: 'form' },
  ],
})
/** More than one message holds. */
const many: Answer = { kind: 'home', cards: Array.from({ length: 12 }, (_, n) => card(n + 1)) }

let on: Awaited<ReturnType<typeof teamsStage>>
const heard: Inbound[] = []
beforeAll(async () => {
  on = await teamsStage()
})
afterAll(() => on.stop())
beforeEach(() => {
  heard.length = 0
  on.local.clearFaults()
  on.local.targeted(true)
  on.answer(async (inbound) => {
    heard.push(inbound)
    return inbound.kind === 'command' ? many : { kind: 'done' }
  })
})
const kari = () => on.person.user
const shown = () => on.local.messages().slice(before)
let before = 0
const aside = async (text = 'my cases', user = kari()) => {
  before = on.local.messages().length
  const { status } = await on.local.sayAside(user, on.to.channel, text)
  await on.settled()
  return status
}

test('a private message to the app in a channel is answered there, and nobody else sees the answer', async () => {
  expect(await aside('find A-1001')).toBe(200)
  expect(heard).toEqual([{ kind: 'command', by: on.person, text: 'find A-1001' }])
  expect(shown().length).toBeGreaterThan(1)
  for (const { channel, to, activity } of shown()) {
    expect([channel, to]).toEqual([on.to.channel, kari()])
    expect(activity.recipient).toEqual({ id: `29:${kari()}` })
    expect(on.problems(activity)).toEqual([])
  }
})

test('its buttons act, and their message is taken for none that others see', async () => {
  await aside()
  const { channel, id } = shown()[0]!
  await on.local.click({ user: kari(), channel, id, verb: 'take' })
  await on.local.click({ user: kari(), channel, id, verb: 'apologise' })
  expect(heard.slice(1)).toEqual([
    { kind: 'click', by: on.person, verb: 'take', subject: 'case_1' },
    { kind: 'click', by: on.person, verb: 'apologise', subject: 'case_1' },
  ])
})

test('where Teams refuses that, the answer is in the personal chat, once', async () => {
  on.local.targeted(false)
  await aside()
  expect(shown().length).toBeGreaterThan(1)
  for (const { channel, to } of shown()) expect([channel, to]).toEqual([`a:1${kari()}`, undefined])
  expect(on.local.calls().filter(({ status }) => status === '403')).toHaveLength(1)
})

test('so is what Teams has no room for at that moment', async () => {
  on.local.fault({ method: 'send', channel: on.to.channel, kind: '429', times: 1 })
  await aside()
  expect(new Set(shown().map(({ channel }) => channel))).toEqual(new Set([`a:1${kari()}`]))
})

test('an answer that may have been shown is not sent again', async () => {
  on.local.fault({ method: 'send', channel: on.to.channel, kind: 'drop', times: 1 })
  await aside()
  expect(shown().map(({ channel, to }) => [channel, to])).toEqual([[on.to.channel, kari()]])
})

test('what everybody in the channel sees is not read', async () => {
  const { message } = await import('../../dev/emulators/teams/activities.ts')
  before = on.local.messages().length
  await on.local.deliver(message(on.local.where(kari(), on.to.channel), 'f:9', '<at>Amends</at> my cases'))
  await on.settled()
  expect(heard).toEqual([])
  expect(shown()).toEqual([])
})

test('the local Teams refuses one without a recipient, for who is not there, and in a chat of two', async () => {
  const post = async (channel: string, recipient?: string) => {
    const answer = await fetch(
      `${on.local.serviceUrl}v3/conversations/${encodeURIComponent(channel)}/activities?isTargetedActivity=true`,
      {
        method: 'POST',
        headers: { authorization: 'Bearer local-bot-token', 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'message', ...(recipient && { recipient: { id: recipient } }) }),
      },
    )
    return answer.status
  }
  expect(await post(on.to.channel)).toBe(400)
  expect(await post(`a:1${kari()}`, `29:${kari()}`)).toBe(400)
  expect(await post(on.to.channel, '29:nobody')).toBe(403)
  expect(await post(on.to.channel, `29:${kari()}`)).toBe(201)
})
