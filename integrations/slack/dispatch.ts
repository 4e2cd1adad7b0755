import { App, type BlockAction, type MessageShortcut, type types, type ViewSubmitAction } from '@slack/bolt'
import type { Background, ChatEnv, Handle, Inbound } from '../chat.ts'
import { type AckBody, answerClick, answerCommand, answerSubmit, verbOf } from './answer.ts'
import { clientOptions, slackLogger } from './client.ts'
import { answerHome } from './home.ts'
import type { Heard } from './parse.ts'

/** A trigger id lives three seconds, and the click's answer is due in the same time. */
const OPEN_TIMEOUT_MS = 2500

type Job = {
  body: Record<string, unknown>
  team: string
  heard: Extract<Heard, { kind: 'inbound' }>
  /** Done by a person of another organisation: told so, and not heard. */
  stranger: boolean
  handle: Handle
  background: Background
}

/**
 * Hands a verified request to Bolt: one App a request (a shared one hangs others after a 429), with a receiver
 * that only turns the first ack into the response. What follows the ack goes on in `background`.
 */
export function dispatch(
  chatEnv: ChatEnv,
  { body, team, heard, stranger, handle, background }: Job,
): Promise<Response> {
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken: chatEnv.env.SLACK_BOT_TOKEN, teamId: team }),
    clientOptions: { ...clientOptions(chatEnv), timeout: OPEN_TIMEOUT_MS },
    logger: slackLogger(chatEnv.log),
    ignoreSelf: false,
    convoStore: false,
  })
  // The log gets it below, with the response still open if it came before the ack.
  app.error((error) => Promise.reject(error))

  const { inbound, home } = { home: false, ...heard }
  const { log } = chatEnv
  const act: Handle = stranger ? async () => STRANGER : handle
  const opener = (client: App['client'], trigger_id: string) => (view: types.ModalView) =>
    client.views.open({ trigger_id, view })
  const drawHome = () =>
    home ? answerHome(chatEnv, { kind: 'home', by: inbound.by }, act).then(() => {}) : undefined

  return new Promise((resolve) => {
    const ack = async (answer?: AckBody) => resolve(answer ? Response.json(answer) : new Response(''))
    app.action<BlockAction>(/^amends:/, async ({ ack, respond, client, body }) => {
      const tools = { ack, respond: body.response_url ? respond : undefined, log, home }
      await answerClick(inbound as Click, act, { ...tools, open: opener(client, body.trigger_id) })
      await drawHome()
    })
    app.shortcut<MessageShortcut>(
      { type: 'message_action', callback_id: /^amends:/ },
      ({ ack, respond, client, body }) =>
        answerClick(inbound as Click, act, { ack, respond, open: opener(client, body.trigger_id), log }),
    )
    app.command(/./, ({ ack: say, client, body }) =>
      answerCommand(inbound as Command, act, {
        ack: (answer) => say(answer as Parameters<typeof say>[0]),
        open: opener(client, body.trigger_id),
        log,
      }),
    )
    app.view<ViewSubmitAction>(/^amends:/, async ({ ack }) => {
      const fields = 'fields' in heard ? heard.fields : []
      await answerSubmit(inbound as Submit, fields, act, {
        ack: ack as (answer?: AckBody) => Promise<void>,
        log,
        home,
      })
      await drawHome()
    })
    app.event('app_home_opened', async () => {
      const drawn = await answerHome(chatEnv, inbound as Home, act, () => resolve(new Response('')))
      if (!drawn) throw new Error('the home tab was not drawn')
    })
    // Bolt acks an event before it is heard; ours is acked once the view is read, so that a failed one comes again
    const first = inbound.kind === 'home' ? async () => {} : ack
    const work = app.processEvent({ body, ack: first }).then(
      () => resolve(new Response('')),
      (error) => {
        log('slack.failed', { verb: verbOf(inbound), cause: String(error).slice(0, 200) })
        resolve(new Response('try again', { status: 503 }))
      },
    )
    background(work)
  })
}

type Click = Extract<Inbound, { kind: 'click' }>
type Submit = Extract<Inbound, { kind: 'submit' }>
type Command = Extract<Inbound, { kind: 'command' }>
type Home = Extract<Inbound, { kind: 'home' }>

const STRANGER = { kind: 'notice', text: 'Only people of this Slack workspace can act here.' } as const
