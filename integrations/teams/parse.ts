import * as z from 'zod'
import type { Inbound, MessageRef } from '../chat.ts'
import { Carried } from './form.ts'
import { readable } from './text.ts'

const id = z.string().min(1).max(500)

/** What every activity from Teams has; https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export const Activity = z.looseObject({
  type: id,
  id: id.optional(),
  name: z.string().optional(),
  channelId: id,
  serviceUrl: id,
  text: z.string().nullish(),
  replyToId: id.nullish(),
  from: z.looseObject({
    id,
    aadObjectId: id.nullish(),
    role: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({
    id,
    tenantId: z.string().nullish(),
    conversationType: z.string().nullish(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id }).nullish() }).nullish(),
  value: z.unknown().optional(),
})
export type Activity = z.infer<typeof Activity>

const Asked = z.looseObject({ amends: z.object({ verb: z.string().max(100), subject: z.string().max(200) }) })
const Execute = z.looseObject({ action: z.looseObject({ verb: z.string().max(100), data: Asked }) })
const Fetch = z.looseObject({ data: Asked })
const Submit = z.looseObject({ data: z.looseObject({ amends: Carried }) })

/** https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module */
const Extended = z.looseObject({
  commandId: z.string().max(64),
  messagePayload: z
    .looseObject({
      body: z.looseObject({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
    })
    .nullish(),
})
const MOST_QUOTED = 3000

export type Heard =
  | { kind: 'act'; inbound: Extract<Inbound, { kind: 'click' }> }
  | { kind: 'open'; inbound: Extract<Inbound, { kind: 'click' }> }
  | { kind: 'submit'; inbound: Extract<Inbound, { kind: 'submit' }>; carried: Carried }
  | { kind: 'say'; inbound: Extract<Inbound, { kind: 'command' }> }
  | { kind: 'other' }

/** The tenants an activity names; all of them must be ours. */
export const tenantsOf = ({ conversation, channelData, from }: Activity): string[] =>
  [conversation.tenantId, channelData?.tenant?.id, from.tenantId].flatMap((tenant) =>
    tenant ? [tenant.toLowerCase()] : [],
  )

/** What was heard; throws on an activity of ours that is not as Teams describes it. */
export function hear(activity: Activity, tenant: string): Heard {
  const by = { platform: 'teams', workspace: tenant, user: activity.from.aadObjectId?.toLowerCase() ?? '' }
  const person = by.user && !['bot', 'skill'].includes(activity.from.role ?? '')
  if (activity.type === 'message') {
    const said = activity.conversation.conversationType === 'personal' && activity.text?.trim()
    return said && person
      ? { kind: 'say', inbound: { kind: 'command', by, text: said.slice(0, 500) } }
      : { kind: 'other' }
  }
  if (activity.type !== 'invoke') return { kind: 'other' }
  const message = activity.replyToId ? refOf(activity, tenant, activity.replyToId) : undefined
  const at = message && { message }
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const { verb, data } = Execute.parse(activity.value).action
      return { kind: 'act', inbound: { kind: 'click', by, verb, subject: data.amends.subject, ...at } }
    }
    case 'task/fetch': {
      const { verb, subject } = Fetch.parse(activity.value).data.amends
      return { kind: 'open', inbound: { kind: 'click', by, verb, subject, ...at } }
    }
    case 'composeExtension/fetchTask': {
      const { commandId, messagePayload } = Extended.parse(activity.value)
      const { content, contentType } = messagePayload?.body ?? {}
      const text = contentType === 'text' ? (content ?? '').trim() : readable(content ?? '')
      const quote = text.slice(0, MOST_QUOTED)
      return {
        kind: 'open',
        inbound: { kind: 'click', by, verb: commandId, subject: '', ...(quote && { quote }) },
      }
    }
    case 'composeExtension/submitAction':
    case 'task/submit': {
      const { data } = Submit.parse(activity.value)
      const carried = data.amends
      const from = carried.message && refOf(activity, tenant, carried.message.id, carried.message.thread)
      return {
        kind: 'submit',
        carried,
        inbound: {
          kind: 'submit',
          by,
          verb: carried.verb,
          subject: carried.subject,
          formId: carried.id,
          values: values(carried, data),
          ...(from && { message: from }),
        },
      }
    }
    default:
      return { kind: 'other' }
  }
}

/** A reply chain's id is the channel's with the id of its first message. */
function refOf({ conversation }: Activity, workspace: string, id: string, thread?: string): MessageRef {
  const [channel = '', chain] = conversation.id.split(';messageid=')
  const root = thread ?? (chain && chain !== id ? chain : undefined)
  return { platform: 'teams', workspace, channel, id, ...(root && { thread: root }) }
}

/** Fields by name; empty ones are left out, text stays as it was typed. Several choices come joined by commas. */
function values(carried: Carried, data: Record<string, unknown>): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  for (const { name, kind } of carried.fields) {
    const given = Object.hasOwn(data, name) ? data[name] : undefined
    if (typeof given !== 'string' && typeof given !== 'number') continue
    const text = String(given)
    if (!text.trim()) continue
    found[name] = kind === 'choices' ? text.split(',').filter(Boolean) : text
  }
  return found
}
