import type { types } from '@slack/bolt'
import type { Action, Card } from '../chat.ts'
import { chatWords } from '../words.ts'
import { plain } from './text.ts'

export function button(
  action: Action,
  { subject, language }: Pick<Card, 'subject' | 'language'>,
): types.Button {
  return {
    type: 'button',
    action_id: `amends:${action.verb}`,
    text: plain(action.label, 75),
    ...(subject && { value: subject }),
    ...(action.style && { style: action.style }),
    ...(action.confirm && {
      confirm: {
        title: plain(action.label, 100),
        text: plain(action.confirm, 300),
        confirm: plain(action.label, 30),
        deny: plain(chatWords(language).cancel, 30),
      },
    }),
  }
}
