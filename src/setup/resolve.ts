import type { ChatDestination } from '../../db/schema/index.ts'
import { ChatError, type ChatPerson, type ChatPlatform } from '../../integrations/chat.ts'
import { type Fault, fault, SetupError } from './fault.ts'
import { MANAGEMENT } from './references.ts'
import type { OrganisationFile } from './schema.ts'

export type Resolved = {
  /** By e-mail. */
  people: Record<string, ChatPerson>
  /** By department, management among them. */
  destinations: Record<string, ChatDestination>
}

type Chat = Record<string, ChatPlatform>
const SLACK = 'slack'
const MAX_PAUSE_SECONDS = 60

/** Asks chat who the people are and whether the channels can be posted to. Throws SetupError with every fault. */
export const resolveChat = async (
  chat: Chat,
  file: OrganisationFile,
  pause: (seconds: number) => Promise<void>,
): Promise<Resolved> => {
  const faults: Fault[] = []
  const people: Resolved['people'] = {}
  for (const [at, { email, slack }] of file.people.entries()) {
    const found = slack
      ? { person: { platform: SLACK, ...slack } }
      : await ask(chat, SLACK, pause, (p) => p.resolve(email, []))
    if (!found) faults.push(fault(['people', at, 'email'], `nobody in Slack has the e-mail ${email}`))
    else if ('refused' in found)
      faults.push(fault(['people', at, 'email'], `${found.refused}: people of the organisation only`))
    else {
      const twin = Object.entries(people).find(([, known]) => samePerson(known, found.person))
      if (twin) faults.push(fault(['people', at], `is the same person in Slack as ${twin[0]}`))
      people[email] = found.person
    }
  }
  const destinations: Resolved['destinations'] = {}
  const places = { ...file.departments, [MANAGEMENT]: file.management }
  for (const [key, { destination }] of Object.entries(places)) {
    const path = [...(key === MANAGEMENT ? [] : ['departments']), key, 'destination']
    const { platform, channel } = destination
    if (!Object.hasOwn(chat, platform)) {
      faults.push(fault([...path, 'platform'], `must be one of ${Object.keys(chat).join(', ')}`))
      continue
    }
    const workspace =
      destination.workspace ?? Object.values(people).find((one) => one.platform === platform)?.workspace
    if (!workspace) continue // nobody was found, which is a fault already
    const checked = await ask(chat, platform, pause, (p) => p.check({ platform, workspace, channel }))
    if (checked.problem) faults.push(fault([...path, 'channel'], checked.problem))
    destinations[key] = { platform, workspace, channel: checked.channel ?? channel }
  }
  if (faults.length > 0) throw new SetupError(faults)
  return { people, destinations }
}

const samePerson = (a: ChatPerson, b: ChatPerson) => a.workspace === b.workspace && a.user === b.user

/** Waits where chat says for how long; any other trouble ends the set-up, naming the settings to look at. */
const ask = async <T>(
  chat: Chat,
  platform: string,
  pause: (seconds: number) => Promise<void>,
  question: (platform: ChatPlatform) => Promise<T>,
): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await question(chat[platform]!)
    } catch (error) {
      if (!(error instanceof ChatError)) throw error
      const { retryAfter } = error
      if (error.kind !== 'wait' || !retryAfter || retryAfter > MAX_PAUSE_SECONDS || tries > 10) {
        const name = platform.toUpperCase()
        const settings = `${name}_BOT_TOKEN and, if it is set, ${name}_API_URL`
        throw new SetupError([
          fault([], `${platform} can't be asked who people are (${error.message}): see ${settings}`),
        ])
      }
      await pause(retryAfter)
    }
  }
}
