import type { ChatDestination } from '../../db/schema/index.ts'
import { ChatError, type ChatPerson, type ChatPlatform } from '../../integrations/chat.ts'
import { type ChatName, type ChatSettings, chatSettings } from '../../integrations/chatSettings.ts'
import { type Fault, fault, SetupError } from './fault.ts'
import { MANAGEMENT } from './management.ts'
import type { OrganisationFile } from './schema.ts'

export type Resolved = {
  /** By e-mail, then by platform. */
  people: Record<string, Partial<Record<string, ChatPerson>>>
  /** By department, management among them. */
  destinations: Record<string, ChatDestination>
}

type Chat = Record<string, ChatPlatform>
type Wanted = OrganisationFile['management']['destination']
type Place = { destination: Wanted & { channel: string }; members: string[] }
const MAX_PAUSE_SECONDS = 60

/** Asks chat who the people are and whether the channels can be posted to. Throws SetupError with every fault. */
export const resolveChat = async (
  chat: Chat,
  file: OrganisationFile,
  pause: (seconds: number) => Promise<void>,
): Promise<Resolved> => {
  const faults: Fault[] = []
  const places = placesOf(file, chat)
  const people: Resolved['people'] = {}
  for (const [at, person] of file.people.entries()) {
    people[person.email] = {}
    for (const platform of person.desk ? [] : platformsOf(places, person.email)) {
      // Told at the destination; and who works on our own pages needs no account anywhere
      if (!Object.hasOwn(chat, platform) || chat[platform]!.hosted) continue
      const found = await identify(chat, platform, person, places, pause)
      if ('fault' in found) {
        faults.push(fault(['people', at, 'email'], found.fault))
        continue
      }
      const twin = Object.entries(people).find(([, known]) => samePerson(known[platform], found.person))
      if (twin) faults.push(fault(['people', at], `is the same person in ${nameOf(platform)} as ${twin[0]}`))
      people[person.email]![platform] = found.person
    }
  }
  const destinations: Resolved['destinations'] = {}
  for (const [key, { destination }] of Object.entries(places)) {
    const path = [...(key === MANAGEMENT ? [] : ['departments']), key, 'destination']
    const { platform, channel } = destination
    if (!Object.hasOwn(chat, platform)) {
      faults.push(fault([...path, 'platform'], unknownPlatform(chat, platform)))
      continue
    }
    if (!channel) {
      faults.push(fault([...path, 'channel'], 'is missing'))
      continue
    }
    if (chat[platform]!.hosted && channel !== key) {
      faults.push(fault([...path, 'channel'], `is ${key} there, so leave it out`))
      continue
    }
    const workspace =
      destination.workspace ??
      chat[platform]!.workspace ??
      Object.values(people).find((one) => one[platform])?.[platform]?.workspace
    if (!workspace) continue // nobody was found, which is a fault already
    const checked = await ask(chat, platform, pause, (p) => p.check({ platform, workspace, channel }))
    if (checked.problem) faults.push(fault([...path, 'channel'], checked.problem))
    destinations[key] = { platform, workspace, channel: checked.channel ?? channel }
  }
  if (faults.length > 0) throw new SetupError(faults)
  return { people, destinations }
}

/** A platform that is there once it has its settings. */
const unknownPlatform = (chat: Chat, platform: string) => {
  const known: Record<string, ChatSettings> = chatSettings
  if (!Object.hasOwn(known, platform))
    return `must be one of ${[...new Set([...Object.keys(known), ...Object.keys(chat)])].join(', ')}`
  const { required, receiving } = known[platform]!
  const wanted = new Intl.ListFormat('en-GB').format(required.filter((name) => !receiving.includes(name)))
  return `${platform} wants ${wanted}, which is not set: set it where this command runs`
}

const placesOf = ({ departments, management }: OrganisationFile, chat: Chat): Record<string, Place> => {
  /** On our own pages a department is a channel; elsewhere it has to be named. */
  const at = (key: string, destination: Wanted) => ({
    ...destination,
    channel: destination.channel ?? (chat[destination.platform]?.hosted ? key : ''),
  })
  return {
    ...Object.fromEntries(
      Object.entries(departments).map(([key, { destination, liaisons, managers }]) => [
        key,
        { destination: at(key, destination), members: [...liaisons, ...managers] },
      ]),
    ),
    [MANAGEMENT]: { destination: at(MANAGEMENT, management.destination), members: management.people },
  }
}

/** Where a person must be known: where their departments are, or anywhere for who is in none. */
const platformsOf = (places: Record<string, Place>, email: string): string[] => {
  const all = Object.values(places)
  const own = all.filter(({ members }) => members.includes(email))
  return [...new Set((own.length > 0 ? own : all).map(({ destination }) => destination.platform))]
}

const identify = async (
  chat: Chat,
  platform: string,
  { email, ...person }: OrganisationFile['people'][number],
  places: Record<string, Place>,
  pause: (seconds: number) => Promise<void>,
): Promise<{ person: ChatPerson } | { fault: string }> => {
  const given = Object.hasOwn(chatSettings, platform) ? person[platform as ChatName] : undefined
  if (given) return { person: { platform, ...given } }
  const near = Object.values(places).flatMap(({ destination: { platform: at, workspace, channel } }) =>
    at === platform ? [{ platform, workspace: workspace ?? chat[platform]!.workspace ?? '', channel }] : [],
  )
  const found = await ask(chat, platform, pause, (p) => p.resolve(email, near))
  if (!found) return { fault: `nobody in ${nameOf(platform)} has the e-mail ${email}` }
  return 'refused' in found ? { fault: `${found.refused}: people of the organisation only` } : found
}

const nameOf = (platform: string) => platform.charAt(0).toUpperCase() + platform.slice(1)

const samePerson = (a: ChatPerson | undefined, b: ChatPerson) =>
  a?.workspace === b.workspace && a.user === b.user

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
        throw new SetupError([
          fault(
            [],
            `${platform} can't be asked who people are (${error.message}): see ${chat[platform]!.settings}`,
          ),
        ])
      }
      await pause(retryAfter)
    }
  }
}
