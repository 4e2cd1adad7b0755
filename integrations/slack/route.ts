import {
  App,
  type BlockAction,
  type Context,
  type MessageShortcut,
  type types,
  type ViewSubmitAction,
} from '@slack/bolt'
import { verbOf } from '../answer.ts'
import type { Background, ChatEnv, ChatPerson } from '../chat.ts'
import type { Handle, Inbound } from '../inbound.ts'
import { chatWords } from '../words.ts'
import { type AckBody, answerClick, answerCommand, answerSubmit } from './answer.ts'
import { clientOptions, ownWorkspace, slackLogger } from './client.ts'
import { answerHome } from './home.ts'
import { clickOf, commandOf, id, messageActionOf, OURS, submitOf } from './inbound.ts'
import { isOurs, isStranger, originOf } from './who.ts'

/** A trigger id lives three seconds, and the click's answer is due in the same time. */
const OPEN_TIMEOUT_MS = 2500

/** Why a request goes no further; Bolt keeps it as the cause of its own error. */
class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/**
 * Hands a signed request to Bolt, whose listeners read it straight into the port. One App a request, since a shared
 * one hangs others after a 429. Its receiver turns the first ack into the response; what follows the ack goes on in
 * `background`. 400: not as Slack describes it; 403: of another workspace; 503: try again.
 */
export function route(
  chatEnv: ChatEnv,
  body: Record<string, unknown>,
  handle: Handle,
  background: Background,
): Promise<Response> {
  const { log } = chatEnv
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: (_source, request) => authorize(chatEnv, request),
    clientOptions: { ...clientOptions(chatEnv), timeout: OPEN_TIMEOUT_MS },
    logger: slackLogger(log),
    ignoreSelf: false,
    convoStore: false,
  })
  // Rejected here, it reaches the end of `processEvent`, while the response is still open if it came before the ack
  app.error((error) => Promise.reject(error))

  let inbound: Inbound | undefined
  /** People of another organisation are answered, but nothing of theirs reaches the product. */
  const handleFor =
    ({ stranger }: Context): Handle =>
    async (read) => {
      inbound = read
      return stranger ? STRANGER : handle(read)
    }
  const opener = (client: App['client'], trigger_id: string) => (view: types.ModalView) =>
    client.views.open({ trigger_id, view })
  const renderHome = (context: Context, by: ChatPerson) =>
    answerHome(chatEnv, { kind: 'home', by }, handleFor(context))

  return new Promise((resolve) => {
    const ack = async (answer?: AckBody) => resolve(answer ? Response.json(answer) : new Response(''))
    app.action<BlockAction>(OURS, async ({ ack, respond, client, body, context }) => {
      const { click, home } = clickOf(body, personIn(context))
      const open = opener(client, body.trigger_id)
      const tools = { ack, respond: body.response_url ? respond : undefined, open, log, home }
      await answerClick(click, handleFor(context), tools)
      if (home) await renderHome(context, click.by)
    })
    app.shortcut<MessageShortcut>(
      { type: 'message_action', callback_id: OURS },
      ({ ack, respond, client, body, context }) =>
        answerClick(messageActionOf(body, personIn(context)), handleFor(context), {
          ack,
          respond,
          open: opener(client, body.trigger_id),
          log,
        }),
    )
    app.command(/./, ({ ack, client, body, context }) =>
      answerCommand(commandOf(body, personIn(context)), handleFor(context), {
        ack: (answer) => ack(answer as Parameters<typeof ack>[0]),
        open: opener(client, body.trigger_id),
        log,
      }),
    )
    app.view<ViewSubmitAction>(OURS, async ({ ack, body, context }) => {
      const { submit, fields, home } = submitOf(body, personIn(context))
      const tools = { ack: ack as (answer?: AckBody) => Promise<void>, log, home }
      await answerSubmit(submit, fields, handleFor(context), tools)
      if (home) await renderHome(context, submit.by)
    })
    app.event('app_home_opened', async ({ event, context }) => {
      if (event.tab !== 'home') return
      const by = personIn(context)(id.parse(event.user))
      const rendered = await answerHome(chatEnv, { kind: 'home', by }, handleFor(context), () => ack())
      if (!rendered) throw new Error('the home tab was not rendered')
    })

    // Bolt acks an event before its listener runs; ours is acked once the view is read, so that a failed one comes again
    const first = 'event' in body ? async () => {} : ack
    const work = app.processEvent({ body, ack: first }).then(
      () => ack(),
      (error) => {
        const cause = 'original' in error && error.original instanceof Refusal ? error.original : error
        // What fails before the product is asked is the request itself
        const status = cause instanceof Refusal ? cause.status : inbound ? 503 : 400
        if (inbound) log('slack.failed', { verb: verbOf(inbound), cause: String(error).slice(0, 200) })
        else log('slack.refused', { status, cause: cause instanceof Refusal ? cause.message : cause.name })
        resolve(new Response(status === 503 ? 'try again' : 'refused', { status }))
      },
    )
    background(work)
  })
}

/** Bolt's question whose installation a request is for. Its answer is the listeners' `context`. */
async function authorize(chatEnv: ChatEnv, body: unknown) {
  const origin = originOf(body)
  const own = await ownWorkspace(chatEnv).catch((error) => {
    throw new Refusal(503, String(error))
  })
  if (!isOurs(origin, own)) throw new Refusal(403, `of workspace ${origin.teams[0]}`)
  return {
    botToken: chatEnv.env.SLACK_BOT_TOKEN,
    teamId: own.team,
    home: origin.home,
    stranger: isStranger(origin, own),
  }
}

/** People are stored under the app's own workspace, whichever workspace of a Grid they act in. */
const personIn =
  ({ teamId = '', home }: Context) =>
  (user: string): ChatPerson => ({
    platform: 'slack',
    workspace: teamId,
    user,
    ...(home && home !== teamId && { home }),
  })

const STRANGER = { kind: 'notice', text: chatWords(undefined).stranger } as const
