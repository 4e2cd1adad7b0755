import { App, type BlockAction, type ViewSubmitAction } from '@slack/bolt'
import type { Background, ChatEnv, Handle, Inbound } from '../chat.ts'
import { type AckBody, answerClick, answerSubmit } from './answer.ts'
import { clientOptions, slackLogger } from './client.ts'
import type { Heard } from './parse.ts'

/** A trigger id lives three seconds, and the click's answer is due in the same time. */
const OPEN_TIMEOUT_MS = 2500

type Job = {
  body: Record<string, unknown>
  team: string
  heard: Extract<Heard, { kind: 'inbound' }>
  handle: Handle
  background: Background
}

/**
 * Hands a verified request to Bolt: one App a request (a shared one hangs others after a 429), with a receiver
 * that only turns the first ack into the response. What follows the ack goes on in `background`.
 */
export function dispatch(
  chatEnv: ChatEnv,
  { body, team, heard, handle, background }: Job,
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

  const { inbound, fields } = heard
  const act: Handle = inbound.by.workspace === team ? handle : async () => stranger
  app.action<BlockAction>(/^amends:/, ({ ack, respond, client, body: { trigger_id } }) => {
    const open = (view: Parameters<typeof client.views.open>[0]['view']) =>
      client.views.open({ trigger_id, view })
    return answerClick(inbound as Click, act, { ack, respond, open, log: chatEnv.log })
  })
  app.view<ViewSubmitAction>(/^amends:/, ({ ack }) =>
    answerSubmit(inbound as Submit, fields, act, { ack, log: chatEnv.log }),
  )

  return new Promise((resolve) => {
    const ack = async (answer?: AckBody) => resolve(answer ? Response.json(answer) : new Response(''))
    const work = app.processEvent({ body, ack }).then(
      () => resolve(new Response('')),
      (error) => {
        chatEnv.log('slack.failed', { verb: inbound.verb, cause: String(error).slice(0, 200) })
        resolve(new Response('try again', { status: 503 }))
      },
    )
    background(work)
  })
}

type Click = Extract<Inbound, { kind: 'click' }>
type Submit = Extract<Inbound, { kind: 'submit' }>

const stranger = { kind: 'notice', text: 'Only people of this Slack workspace can act here.' } as const
