import type { webApi } from '@slack/bolt'
import { type ChatEnv, ChatError, type ChatPlatform, type Destination } from '../chat.ts'
import { call, ownWorkspace } from './client.ts'
import type { Own } from './who.ts'

type Resolved = Awaited<ReturnType<ChatPlatform['resolve']>>

/** A person of this workspace by e-mail; guests, bots and people of other organisations are refused. */
export async function resolve(chatEnv: ChatEnv, email: string): Promise<Resolved> {
  const own = await ownWorkspace(chatEnv)
  const user = await lookUp(chatEnv, email)
  if (!user?.id) return undefined
  const reason = user.deleted
    ? 'is deactivated in Slack'
    : user.is_bot || user.is_workflow_bot || user.id === 'USLACKBOT'
      ? 'is a bot'
      : user.is_restricted || user.is_ultra_restricted
        ? 'is a guest in Slack'
        : user.is_stranger || !belongs(user, own)
          ? 'belongs to another organisation'
          : undefined
  if (reason) return { refused: `${email} ${reason}` }
  return { person: { platform: 'slack', workspace: own.team, user: user.id } }
}

type Belonging = { team_id?: string; enterprise_user?: { teams?: string[]; enterprise_id?: string } }

/** Of the workspace, or of its Grid organisation. */
const belongs = ({ team_id, enterprise_user: inGrid }: Belonging, { team, organisation }: Own): boolean =>
  team_id === team ||
  (inGrid?.teams?.includes(team) ?? false) ||
  (organisation !== undefined && inGrid?.enterprise_id === organisation)

/** Slack's types leave these two out. */
type SlackUser = webApi.UsersLookupByEmailResponse['user'] & {
  is_workflow_bot?: boolean
  is_stranger?: boolean
}

async function lookUp(chatEnv: ChatEnv, email: string): Promise<SlackUser | undefined> {
  try {
    return (await call(chatEnv, 'users.lookupByEmail', (c) => c.users.lookupByEmail({ email }))).user
  } catch (error) {
    if (error instanceof ChatError && error.message.includes('users_not_found')) return undefined
    throw error
  }
}

/** Whether the app can post there; the problem says what a person must do. A "#name" comes back as its id. */
export async function check(
  chatEnv: ChatEnv,
  to: Destination,
): Promise<{ problem?: string; channel?: string }> {
  try {
    const { team } = await ownWorkspace(chatEnv)
    if (to.workspace !== team)
      return { problem: `The app is installed in workspace ${team}, not ${to.workspace}.` }
    if (to.channel.startsWith('#')) {
      const channel = await idOf(chatEnv, to.channel.slice(1))
      return channel
        ? { channel, ...(await checkChannel(chatEnv, channel)) }
        : {
            problem: `Slack shows the app no channel ${to.channel}: check the name, and if it is private, invite the app there with "/invite @Amends" and give its id.`,
          }
    }
    return /^[UW]/.test(to.channel)
      ? await checkPerson(chatEnv, to.channel)
      : await checkChannel(chatEnv, to.channel)
  } catch (error) {
    if (error instanceof ChatError && error.kind === 'person')
      return { problem: explain(error.message, to.channel) }
    throw error
  }
}

async function checkChannel(chatEnv: ChatEnv, channel: string): Promise<{ problem?: string }> {
  const { channel: found } = await call(chatEnv, 'conversations.info', (c) =>
    c.conversations.info({ channel }),
  )
  const name = found?.name ? `#${found.name}` : channel
  if (found?.is_archived) return { problem: `${name} is archived: unarchive it or choose another channel.` }
  if (!found?.is_member && !found?.is_im) {
    return { problem: `The app is not in ${name}: invite it with "/invite @Amends" in ${name}.` }
  }
  return {}
}

async function idOf(chatEnv: ChatEnv, name: string): Promise<string | undefined> {
  for (let cursor: string | undefined; ; ) {
    const page = await call(chatEnv, 'conversations.list', (c) =>
      c.conversations.list({ types: 'public_channel', exclude_archived: true, limit: 1000, cursor }),
    )
    const found = page.channels?.find((channel) => channel.name === name)
    cursor = page.response_metadata?.next_cursor
    if (found?.id || !cursor) return found?.id
  }
}

async function checkPerson(chatEnv: ChatEnv, user: string): Promise<{ problem?: string }> {
  const { user: found } = await call(chatEnv, 'users.info', (c) => c.users.info({ user }))
  return found?.deleted || found?.is_bot ? { problem: `${user} is not an active person in Slack.` } : {}
}

function explain(message: string, channel: string): string {
  if (message.includes('channel_not_found')) {
    return `Slack shows the app no channel ${channel}: check the id, and if it is private, invite the app there with "/invite @Amends".`
  }
  if (message.includes('missing_scope'))
    return `${message}: reinstall the app with the scopes of its manifest.`
  return `${message}: check SLACK_BOT_TOKEN and the app's installation.`
}
