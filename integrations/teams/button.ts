import type { Action } from '../chat.ts'
import { cut } from '../cut.ts'
import { type Block, lines } from './text.ts'

/** How long the words of a card's buttons may be: shorter ones where there are many, for no button is left out. */
type Words = { label: number; confirm: number }
export const WORDS: Words[] = [
  { label: 75, confirm: 150 },
  { label: 40, confirm: 60 },
  { label: 25, confirm: 25 },
]
export const oneLine = (text: string) => text.slice(0, 1000).replace(/[\r\n\u2028\u2029]+/g, ' ')

/** `Action.Execute` acts; a form is fetched by `Action.Submit`. What is to be confirmed unfolds first. */
export function button(action: Action, subject = '', most: Words = WORDS[0]!): Block {
  const title = cut(oneLine(action.label), most.label)
  const style = action.style && { style: action.style === 'primary' ? 'positive' : 'destructive' }
  const amends = { verb: action.verb, subject }
  if (action.opens === 'form')
    return { type: 'Action.Submit', title, ...style, data: { msteams: { type: 'task/fetch' }, amends } }
  const act = { type: 'Action.Execute', title, verb: action.verb, ...style, data: { amends } }
  if (!action.confirm) return act
  return {
    type: 'Action.ShowCard',
    title,
    card: { type: 'AdaptiveCard', body: lines(cut(oneLine(action.confirm), most.confirm)), actions: [act] },
  }
}
