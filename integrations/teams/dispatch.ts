import { Application } from '@microsoft/teams-ai'
import { INVOKE_RESPONSE_KEY, type TurnContext } from 'botbuilder'
import type { Handle } from '../chat.ts'
import { answerAct, answerOpen, answerSubmit, ask } from './answer.ts'
import { adapterOf, botIdentity, connectorFactory, type Ends } from './client.ts'
import type { Activity, Heard } from './parse.ts'

type Invoked = Exclude<Heard, { kind: 'say' | 'other' }>

/**
 * Hands a verified invoke to the SDK: one Application a request. What it answers is the response; the handle has
 * committed before.
 */
export async function dispatch(
  ends: Ends,
  activity: Activity,
  heard: Invoked,
  handle: Handle,
): Promise<Response> {
  const { log } = ends.chatEnv
  const app = new Application({ startTypingTimer: false, removeRecipientMention: false })
  const is = (name: string) => async (context: TurnContext) => context.activity.name === name
  const asked = () => ask(handle, heard.inbound, log)
  app.adaptiveCards.actionExecute(is('adaptiveCard/action'), async () => answerAct(await asked()))
  app.taskModules.fetch(
    is('task/fetch'),
    async () => answerOpen(await asked(), heard.inbound.message, log) as never,
  )
  const submitted = async () => {
    if (heard.kind !== 'submit') throw new Error('not a submit')
    return answerSubmit(await asked(), heard.inbound, heard.carried, log) as never
  }
  app.taskModules.submit(is('task/submit'), submitted)
  app.messageExtensions.fetchTask(
    is('composeExtension/fetchTask'),
    async () => answerOpen(await asked(), undefined, log) as never,
  )
  app.messageExtensions.submitAction(is('composeExtension/submitAction'), submitted)

  const identity = botIdentity(ends)
  const authenticated = {
    claimsIdentity: identity,
    audience: 'https://api.botframework.com',
    callerId: 'urn:botframework:azure',
    connectorFactory: connectorFactory(ends),
  }
  let answer: { status: number; body?: unknown } | undefined
  await adapterOf(ends).processActivityDirect(authenticated, activity as never, async (context) => {
    await app.run(context)
    answer = context.turnState.get(INVOKE_RESPONSE_KEY)?.value
  })
  if (!answer?.body) throw new Error(`${activity.name} was not answered`)
  return Response.json(answer.body, { status: answer.status })
}
