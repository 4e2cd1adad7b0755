/**
 * Activities in the shapes Teams sends them. Sources (fields and nesting, not values):
 * - invoke `adaptiveCard/action`: learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
 * - `task/fetch`, `task/submit`: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 * - conversation ids with `;messageid=`, `channelData`, `aadObjectId`: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
 * - `composeExtension/fetchTask`, `submitAction`: learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module
 * - personal messages: learn.microsoft.com/microsoftteams/platform/resources/bot-v3/bot-conversations/bots-conversations
 */
export type Where = {
  tenant: string
  appId: string
  serviceUrl: string
  at: Date
  conversation: string
  user: { id: string; name: string }
}

const base = ({ tenant, appId, serviceUrl, at, conversation, user }: Where, id: string) => {
  const personal = !conversation.startsWith('19:')
  return {
    id,
    timestamp: at.toISOString(),
    localTimestamp: at.toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${user.id}`, name: user.name, aadObjectId: user.id },
    conversation: {
      ...(!personal && { isGroup: true }),
      conversationType: personal ? 'personal' : 'channel',
      tenantId: tenant,
      id: conversation,
    },
    recipient: { id: `28:${appId}`, name: 'Amends' },
    channelData: {
      ...(!personal && {
        channel: { id: conversation.split(';')[0] },
        team: { id: conversation.split(';')[0] },
      }),
      tenant: { id: tenant },
      source: { name: 'message' },
    },
    locale: 'en-US',
    localTimezone: 'Europe/Stockholm',
    entities: [
      { locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/Stockholm', type: 'clientInfo' },
    ],
  }
}

export const execute = (where: Where, id: string, replyToId: string | undefined, action: object) => ({
  ...base(where, id),
  type: 'invoke',
  name: 'adaptiveCard/action',
  ...(replyToId && { replyToId }),
  value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
})

export const fetchTask = (where: Where, id: string, replyToId: string | undefined, data: object) => ({
  ...base(where, id),
  type: 'invoke',
  name: 'task/fetch',
  ...(replyToId && { replyToId }),
  value: { data, context: { theme: 'default' } },
})

export const submitTask = (where: Where, id: string, data: object) => ({
  ...base(where, id),
  type: 'invoke',
  name: 'task/submit',
  value: { data, context: { theme: 'default' } },
})

/** The app's action in the menu of somebody's message. */
export const fetchExtension = (where: Where, id: string, commandId: string, html: string) => ({
  ...base(where, id),
  type: 'invoke',
  name: 'composeExtension/fetchTask',
  value: {
    commandId,
    commandContext: 'message',
    requestId: `r${id}`,
    messagePayload: {
      id: '1700000000001',
      replyToId: null,
      createdDateTime: where.at.toISOString(),
      deleted: false,
      importance: 'normal',
      locale: 'en-us',
      body: { contentType: 'html', content: html },
      from: {
        device: null,
        conversation: null,
        user: { userIdentityType: 'aadUser', id: where.user.id, displayName: where.user.name },
        application: null,
      },
      reactions: [],
      mentions: [],
      attachments: [],
    },
    context: { theme: 'default' },
  },
})

export const submitExtension = (where: Where, id: string, commandId: string, data: object) => ({
  ...base(where, id),
  type: 'invoke',
  name: 'composeExtension/submitAction',
  value: { commandId, commandContext: 'message', data, context: { theme: 'default' } },
})

/** The app is written to by its slash command: learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages */
export const aside = (where: Where, id: string, text: string) => {
  const said = message(where, id, text)
  return { ...said, recipient: { ...said.recipient, isTargeted: true } }
}

export const message = (where: Where, id: string, text: string) => ({
  ...base(where, id),
  type: 'message',
  text,
  textFormat: 'plain',
  attachments: [{ contentType: 'text/html', content: `<div>${text.replaceAll('<', '&lt;')}</div>` }],
})
