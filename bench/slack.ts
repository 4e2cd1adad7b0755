import { type LocalSlack, startLocalSlack } from '../dev/emulators/slack/server.ts'
import { serveJobs } from './jobs.ts'
import { channelOf, DEPARTMENTS, liaisonOf, MANAGEMENT, range, WORKSPACE } from './links.ts'

export type Posted = { channel: string; ts: string; caseId: string }
type Clicks = { verb: string; on: (Posted & { user: string })[]; parallel: number }
/** `ms` from the signed request's way out to its ack; `status` 0: not within Slack's 3 s. */
export type Clicked = { ms: number[]; refused: string[]; modals: number; took: number }

let slack: LocalSlack

const caseOf = (blocks: { elements?: { value?: string }[] }[] = []) =>
  blocks.flatMap(({ elements }) => elements ?? []).find(({ value }) => value)?.value

serveJobs({
  async start({ signingSecret, botToken }: { signingSecret: string; botToken: string }): Promise<string> {
    slack = await startLocalSlack({
      signingSecret,
      botToken,
      teamId: WORKSPACE,
      channels: [
        { id: MANAGEMENT, name: 'management' },
        ...range(0, DEPARTMENTS).map((n) => ({ id: channelOf(n), name: `department-${n}` })),
      ],
      users: range(0, DEPARTMENTS).map((n) => ({ id: liaisonOf(n), name: `Liaison ${n}` })),
    })
    return slack.url
  },

  target: (url: string) => slack.setTarget(url),

  posted: (): Posted[] =>
    slack.messages().flatMap(({ channel, ts, thread_ts, blocks }) => {
      const caseId = thread_ts ? undefined : caseOf(blocks)
      return caseId ? [{ channel, ts, caseId }] : []
    }),

  /** The entry of each message there is. */
  shown: (): string[] => slack.messages().map(({ metadata }) => String(metadata?.event_payload.key)),

  async click({ verb, on, parallel }: Clicks): Promise<Clicked> {
    const clicked: Clicked = { ms: [], refused: [], modals: 0, took: 0 }
    const calls = slack.calls().length
    const notices = slack.ephemerals().length
    const left = [...on]
    const begun = performance.now()
    const work = async () => {
      for (let one = left.shift(); one; one = left.shift()) {
        const { user, channel, ts, caseId } = one
        const at = performance.now()
        const reply = await slack.click({ user, channel, ts, actionId: `amends:${verb}`, value: caseId })
        clicked.ms.push(performance.now() - at)
        if (reply.status !== 200) clicked.refused.push(`${reply.status} ${reply.body}`)
      }
    }
    await Promise.all(Array.from({ length: parallel }, work))
    clicked.took = performance.now() - begun
    clicked.modals = slack
      .calls()
      .slice(calls)
      .filter(({ method, status }) => method === 'views.open' && status === 'ok').length
    clicked.refused.push(
      ...slack
        .ephemerals()
        .slice(notices)
        .map(({ text }) => text ?? ''),
    )
    return clicked
  },
})
