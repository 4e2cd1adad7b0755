import { Application } from '@microsoft/teams-ai'
import { INVOKE_RESPONSE_KEY, type TurnContext } from 'botbuilder'
import { ask, verbOf } from '../answer.ts'
import type { Background, Card } from '../chat.ts'
import type { Handle, Inbound } from '../inbound.ts'
import { answerAct, answerCommand, answerOpen, answerSubmit } from './answer.ts'
import { adapterOf, botIdentity, connectorFactory, type TeamsEnv } from './client.ts'
import { type Activity, actOf, aloneOf, commandOf, messageActionOf, openOf, submitOf } from './inbound.ts'

/** Answers in a conversation: `alone` so that this person alone sees it. */
export type Say = (
  to: { conversation: string; alone?: { id: string; user: string } | undefined },
  cards: Card[],
) => Promise<unknown>

const named = (name: string) => async (context: TurnContext) => context.activity.name === name

/**
 * Hands a verified activity to the SDK, whose routes read it straight into the port: one Application a request. The
 * handle has committed before the answer. 400: not an activity of this app; 503: try again.
 */
export async function route(
  teamsEnv: TeamsEnv,
  activity: Activity,
  say: Say,
  handle: Handle,
  background: Background,
): Promise<Response> {
  const { tenant } = teamsEnv.settings
  const { log } = teamsEnv.chatEnv
  let inbound: Inbound | undefined
  const answerTo = (read: Inbound) => {
    inbound = read
    return ask('teams', log, handle, read)
  }

  const app = new Application({ startTypingTimer: false, removeRecipientMention: false })
  app.adaptiveCards.actionExecute(/./, async () => answerAct(await answerTo(actOf(activity, tenant))))
  app.taskModules.fetch(named('task/fetch'), async () => {
    const click = openOf(activity, tenant)
    return answerOpen(await answerTo(click), click.message, log) as never
  })
  app.messageExtensions.fetchTask(
    /./,
    async () => answerOpen(await answerTo(messageActionOf(activity, tenant)), undefined, log) as never,
  )
  const submitted = async () => {
    const { submit, carried } = submitOf(activity, tenant)
    return answerSubmit(await answerTo(submit), submit, carried, log) as never
  }
  app.taskModules.submit(named('task/submit'), submitted)
  app.messageExtensions.submitAction(/./, submitted)
  app.activity('message', async () => {
    const command = commandOf(activity, tenant)
    if (!command) return
    const cards = answerCommand(await answerTo(command))
    background(
      say({ conversation: activity.conversation.id, alone: aloneOf(activity) }, cards).catch((error) =>
        log('teams.notice_lost', { cause: String(error).slice(0, 200) }),
      ),
    )
  })

  const authenticated = {
    claimsIdentity: botIdentity(teamsEnv),
    audience: 'https://api.botframework.com',
    callerId: 'urn:botframework:azure',
    connectorFactory: connectorFactory(teamsEnv),
  }
  let routed = false
  let answer: { status: number; body?: unknown } | undefined
  try {
    await adapterOf(teamsEnv).processActivityDirect(authenticated, activity as never, async (context) => {
      routed = await app.run(context)
      answer = context.turnState.get(INVOKE_RESPONSE_KEY)?.value
    })
  } catch (error) {
    // What fails before the product is asked is the activity itself
    const status = inbound ? 503 : 400
    if (inbound) log('teams.failed', { verb: verbOf(inbound), cause: String(error).slice(0, 200) })
    else log('teams.refused', { status })
    return new Response(inbound ? 'try again' : 'not an activity of this app', { status })
  }
  if (answer?.body) return Response.json(answer.body, { status: answer.status })
  if (!routed) {
    const { type, name } = activity
    log('teams.event', { type: type.slice(0, 50), ...(name && { name: name.slice(0, 50) }) })
  }
  return activity.type === 'invoke'
    ? new Response('not known here', { status: 400 })
    : new Response(null, { status: 200 })
}
