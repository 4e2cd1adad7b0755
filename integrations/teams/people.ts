import { ChatError, type ChatPlatform, type Destination } from '../chat.ts'
import { isUuid } from '../ids.ts'
import { call, type TeamsEnv } from './client.ts'

type Resolved = Awaited<ReturnType<ChatPlatform['resolve']>>
/** Teams' own fields of a member, which the SDK's type leaves out. */
type Member = {
  id: string
  email?: string
  userPrincipalName?: string
  aadObjectId?: string
  objectId?: string
  tenantId?: string
  userRole?: string
}
export type Rosters = Map<string, Promise<Member[]>>

const MAX_PAGES = 40

/** A bot knows people only as members of a channel it is in. */
function membersOf(teamsEnv: TeamsEnv, rosters: Rosters, channel: string): Promise<Member[]> {
  const known = rosters.get(channel)
  if (known) return known
  const read = readMembers(teamsEnv, channel)
  rosters.set(channel, read)
  read.catch(() => rosters.delete(channel))
  return read
}

async function readMembers(teamsEnv: TeamsEnv, channel: string): Promise<Member[]> {
  const members: Member[] = []
  let continuationToken: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const result = await call(
      teamsEnv,
      'pagedmembers',
      (conversations) =>
        conversations.getConversationPagedMembers(channel, { pageSize: 500, continuationToken } as never),
      { repeatable: true },
    )
    members.push(...((result.members ?? []) as Member[]))
    continuationToken = result.continuationToken || undefined
    if (!continuationToken) break
  }
  return members
}

/** A member of one of these channels by e-mail; guests, bots and people of other tenants are refused. */
export async function resolve(
  teamsEnv: TeamsEnv,
  rosters: Rosters,
  email: string,
  near: Destination[],
): Promise<Resolved> {
  const wanted = email.toLowerCase()
  const { tenant } = teamsEnv.settings
  for (const { channel } of near.filter(({ workspace }) => workspace === tenant)) {
    const members = await membersOf(teamsEnv, rosters, channel).catch((error) => {
      // What is wrong with the channel is told by its own check.
      if (error instanceof ChatError && (error.kind === 'person' || error.kind === 'bug')) return []
      throw error
    })
    const found = members.find((one) =>
      [one.email, one.userPrincipalName].some((known) => known?.toLowerCase() === wanted),
    )
    if (!found) continue
    const user = (found.aadObjectId ?? found.objectId)?.toLowerCase()
    const reason = found.id.startsWith('28:')
      ? 'is a bot'
      : found.userRole?.toLowerCase() === 'guest' || /#ext#/i.test(found.userPrincipalName ?? '')
        ? 'is a guest in Teams'
        : found.tenantId && found.tenantId.toLowerCase() !== tenant
          ? 'belongs to another organisation'
          : user
            ? undefined
            : 'has no account id in Teams'
    return reason || !user
      ? { refused: `${email} ${reason}` }
      : { person: { platform: 'teams', workspace: tenant, user } }
  }
  return undefined
}

/** Whether the app can post there; the problem says what a person must do. */
export async function check(
  teamsEnv: TeamsEnv,
  rosters: Rosters,
  to: Destination,
): Promise<{ problem?: string }> {
  const { tenant } = teamsEnv.settings
  if (to.workspace !== tenant)
    return { problem: `The bot is registered in tenant ${tenant}, not ${to.workspace}.` }
  if (!isChannel(to.channel) && !isPerson(to.channel))
    return {
      problem: `${to.channel} is no channel's id: it looks like 19:…@thread.tacv2 ("Get link to channel" has it).`,
    }
  try {
    if (isPerson(to.channel)) await openChat(teamsEnv, to.channel)
    else await membersOf(teamsEnv, rosters, to.channel)
    return {}
  } catch (error) {
    if (!(error instanceof ChatError) || (error.kind !== 'person' && error.kind !== 'bug')) throw error
    return { problem: explain(error.message, to.channel) }
  }
}

/** The personal chat with a person; Teams gives the same one each time. */
export async function openChat(teamsEnv: TeamsEnv, user: string): Promise<string> {
  const { appId, tenant } = teamsEnv.settings
  const { id } = await call(
    teamsEnv,
    'create chat',
    (conversations) =>
      conversations.createConversation({
        isGroup: false,
        bot: { id: `28:${appId}`, name: 'Amends' },
        members: [{ id: user, name: '' }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      } as never),
    { repeatable: true },
  )
  if (!id) throw new ChatError('wait', 'create chat: an answer without the chat')
  return id
}

export const isChannel = (channel: string) => /^19:[^;]+@thread\.(tacv2|skype)$/.test(channel)
export const isPerson = (channel: string) => isUuid(channel.toLowerCase())

function explain(message: string, channel: string): string {
  if (/^token/.test(message)) return message
  if (isPerson(channel))
    return `${message}: the app is not installed for ${channel}: install it for them in Teams.`
  return `${message}: the app can't post to ${channel}. Install it in the channel's team; in a private or shared channel it has to be added to the channel as well (app version 1.1.0 or newer).`
}
