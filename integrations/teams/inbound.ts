import * as z from 'zod/v4'
import type { ChatPerson, MessageRef } from '../chat.ts'
import type { Inbound } from '../inbound.ts'
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
  recipient: z.looseObject({ id, isTargeted: z.boolean().nullish() }),
  conversation: z.looseObject({
    id,
    tenantId: z.string().nullish(),
    conversationType: z.string().nullish(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id }).nullish() }).nullish(),
  value: z.unknown().optional(),
})
export type Activity = z.infer<typeof Activity>

/** `aside`: of an answer that one person alone sees. */
const Ours = z.looseObject({
  amends: z.object({
    verb: z.string().max(100),
    subject: z.string().max(200),
    aside: z.literal(true).optional(),
  }),
})
const Execute = z.looseObject({ action: z.looseObject({ verb: z.string().max(100), data: Ours }) })
const Fetch = z.looseObject({ data: Ours })
const Submit = z.looseObject({ data: z.looseObject({ amends: Carried }) })

/** https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module */
const MessageAction = z.looseObject({
  commandId: z.string().max(64),
  messagePayload: z
    .looseObject({
      body: z.looseObject({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
    })
    .nullish(),
})
const MAX_QUOTE = 3000

/** The tenants an activity names; all of them must be ours. */
export const tenantsOf = ({ conversation, channelData, from }: Activity): string[] =>
  [conversation.tenantId, channelData?.tenant?.id, from.tenantId].flatMap((tenant) =>
    tenant ? [tenant.toLowerCase()] : [],
  )

/** The person who acts, by tenant and object id; of one whom Teams does not identify the id is empty. */
const personOf = ({ from }: Activity, tenant: string): ChatPerson => ({
  platform: 'teams',
  workspace: tenant,
  user: from.aadObjectId?.toLowerCase() ?? '',
})

/** The message whose button it was. */
const messageOf = (activity: Activity, tenant: string): { message?: MessageRef } =>
  activity.replyToId ? { message: refOf(activity, tenant, activity.replyToId) } : {}

type Kind<K extends Inbound['kind']> = Extract<Inbound, { kind: K }>
// Each throws on an activity that is not as Teams describes it

/** A button that acts at once. */
export const actOf = (activity: Activity, tenant: string): Kind<'click'> => {
  const { verb, data } = Execute.parse(activity.value).action
  return { ...clickOf(activity, tenant, data.amends), verb }
}

/** A button that fetches a form. */
export const openOf = (activity: Activity, tenant: string): Kind<'click'> => {
  return clickOf(activity, tenant, Fetch.parse(activity.value).data.amends)
}

const clickOf = (
  activity: Activity,
  tenant: string,
  { verb, subject, aside }: z.infer<typeof Ours>['amends'],
): Kind<'click'> => ({
  kind: 'click',
  by: personOf(activity, tenant),
  verb,
  subject,
  ...(!aside && messageOf(activity, tenant)),
})

/** A verb chosen in the menu of somebody's message. Nothing of the message is kept but its words. */
export const messageActionOf = (activity: Activity, tenant: string): Kind<'click'> => {
  const { commandId, messagePayload } = MessageAction.parse(activity.value)
  const { content, contentType } = messagePayload?.body ?? {}
  const text = contentType === 'text' ? (content ?? '').trim() : readable(content ?? '')
  const quote = text.slice(0, MAX_QUOTE)
  const by = personOf(activity, tenant)
  return { kind: 'click', by, verb: commandId, subject: '', ...(quote && { quote }) }
}

/** A form, and what it carried to be shown again. */
export const submitOf = (
  activity: Activity,
  tenant: string,
): { submit: Kind<'submit'>; carried: Carried } => {
  const { data } = Submit.parse(activity.value)
  const carried = data.amends
  const { id, verb, subject, message } = carried
  return {
    carried,
    submit: {
      kind: 'submit',
      by: personOf(activity, tenant),
      verb,
      subject,
      formId: id,
      values: formValues(carried, data),
      ...(message && { message: refOf(activity, tenant, message.id, message.thread) }),
    },
  }
}

/** Who writes to the app alone in a channel, in a message that nobody else sees; undefined for any other message. */
export const aloneOf = ({ recipient, from }: Activity): { id: string; user: string } | undefined =>
  recipient.isTargeted && from.aadObjectId ? { id: from.id, user: from.aadObjectId.toLowerCase() } : undefined

/** Words to the app alone, in the personal chat or within a channel; undefined for any other message. */
export const commandOf = (activity: Activity, tenant: string): Kind<'command'> | undefined => {
  const by = personOf(activity, tenant)
  const isPersonal = activity.conversation.conversationType === 'personal'
  const text = (isPersonal || aloneOf(activity)) && activity.text?.trim()
  if (!text || !by.user || ['bot', 'skill'].includes(activity.from.role ?? '')) return undefined
  return { kind: 'command', by, text: text.slice(0, 500) }
}

/** A reply chain's id is the channel's with the id of its first message. */
function refOf({ conversation }: Activity, workspace: string, id: string, thread?: string): MessageRef {
  const [channel = '', chain] = conversation.id.split(';messageid=')
  const root = thread ?? (chain && chain !== id ? chain : undefined)
  return { platform: 'teams', workspace, channel, id, ...(root && { thread: root }) }
}

/** Fields by name; empty ones are left out, text stays as it was typed. Several choices come joined by commas. */
function formValues(carried: Carried, data: Record<string, unknown>): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const { name, kind } of carried.fields) {
    const input = Object.hasOwn(data, name) ? data[name] : undefined
    if (typeof input !== 'string' && typeof input !== 'number') continue
    const text = String(input)
    if (!text.trim()) continue
    values[name] = kind === 'choices' ? text.split(',').filter(Boolean) : text
  }
  return values
}
