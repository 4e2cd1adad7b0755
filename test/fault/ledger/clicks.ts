import { setTimeout as sleep } from 'node:timers/promises'
import type { LocalSlack } from '../../../dev/emulators/slack/server.ts'
import type { Message } from '../../../dev/emulators/slack/types.ts'
import { note } from './book.ts'
import { places } from './organisation.ts'
import type { Traffic } from './traffic.ts'

const TRIES = 4

/** Liaisons who take what they see. Slack sends a click once; who saw it fail looks again and clicks again. */
export const liaisons = (traffic: Traffic, slack: LocalSlack) => {
  const seen = new Set<string>()
  const busy = new Set<string>()
  const click = async (user: string, message: Message): Promise<boolean> => {
    const value = caseOf(message)!
    while (busy.has(user)) await sleep(20)
    busy.add(user)
    slack.setTarget(`${traffic.url()}/slack/interactions`)
    const from = Date.now()
    const { channel, ts } = message
    const { status } = await slack.click({ user, channel, ts, actionId: 'amends:take', value })
    // A private notice follows its click at once; the next click waits, so that each notice has one click
    await sleep(200)
    busy.delete(user)
    if (status !== 200) {
      traffic.book.inDoubt += 1
      return false
    }
    traffic.book.clicks.push({ case: value, user, from })
    note(traffic.book, { click: value, user })
    return true
  }
  const take = async (message: Message) => {
    const { liaisons } = places.find(({ channel }) => channel === message.channel)!
    const hands = Math.random() < 0.2 ? liaisons : [liaisons[seen.size % 2]!]
    await Promise.all(
      hands.map(async (user) => {
        for (let tries = 0; tries < TRIES && traffic.open(); tries++) {
          if (await click(user, message)) return
          await sleep(300 + Math.random() * 700)
        }
      }),
    )
  }
  return async () => {
    const fresh = slack.messages().filter(({ ts, thread_ts }) => !thread_ts && !seen.has(ts))
    const one = fresh[Math.floor(Math.random() * fresh.length)]
    if (!one) return
    seen.add(one.ts)
    if (caseOf(one)) await take(one)
  }
}

/** The case behind a message's "Take it". */
const caseOf = ({ blocks = [] }: Message): string | undefined =>
  blocks
    .flatMap(({ elements = [] }) => elements)
    .find(({ action_id }) => action_id === 'amends:take')
    ?.value?.toString()
