import { type LocalTeams, startLocalTeams } from '../dev/emulators/teams/server.ts'
import { serveJobs } from './jobs.ts'

type Start = { tenant: string; appId: string; password: string; channels: string[] }
type Posted = { channel: string; id: string }
type Clicks = { user: string; verb: string; on: Posted[]; parallel: number }
/** `ms` from the activity's way out to its answer. */
export type Clicked = { ms: number[]; refused: string[]; took: number }

let teams: LocalTeams

serveJobs({
  async start({ channels, ...tenant }: Start) {
    teams = await startLocalTeams({ ...tenant, channels: channels.map((id) => ({ id, name: id })) })
    return { url: teams.url, serviceUrl: teams.serviceUrl }
  },

  target: (url: string) => teams.setTarget(url),

  /** Cards that somebody can take; digests are posted beside them. */
  posted: (): Posted[] =>
    teams
      .messages()
      .filter(({ root, activity }) => !root && JSON.stringify(activity).includes('"verb":"take"'))
      .map(({ channel, id }) => ({ channel, id })),

  /** Cards drawn again so far. */
  updates: (): number => teams.calls().filter(({ method }) => method === 'update').length,

  async click({ user, verb, on, parallel }: Clicks): Promise<Clicked> {
    const clicked: Clicked = { ms: [], refused: [], took: 0 }
    const left = [...on]
    const begun = performance.now()
    const work = async () => {
      for (let one = left.shift(); one; one = left.shift()) {
        const at = performance.now()
        const answer = JSON.stringify(await teams.click({ user, verb, ...one }))
        clicked.ms.push(performance.now() - at)
        if (!answer.includes('Done.')) clicked.refused.push(answer.slice(0, 200))
      }
    }
    await Promise.all(Array.from({ length: parallel }, work))
    clicked.took = performance.now() - begun
    return clicked
  },
})
