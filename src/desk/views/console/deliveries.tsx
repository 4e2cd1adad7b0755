import { timeOf } from '../../../cases/labels.ts'
import type { Delivery } from '../../../webhooks/deliveries.ts'
import type { Endpoint } from '../../../webhooks/list.ts'
import { type Flash, type Viewer, wordsOf } from '../layout.tsx'
import { EntryActs } from './outbox.tsx'
import { CONSOLE, ConsolePage, NextPage } from './page.tsx'

type Props = {
  viewer: Viewer
  endpoint: Endpoint
  deliveries: Delivery[]
  now: Date
  older?: string
  flash?: Flash
}

/** What went to one endpoint and what waits for it, with the last answer and the next try of each. */
export const DeliveriesPage = ({ viewer, endpoint, deliveries, now, older, flash }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.console.deliveries
  const { attempts, states } = words.console.outbox
  const at = (when: Date) => timeOf(viewer, when, words)
  const fateOf = ({ state, dueAt, settledAt, createdAt }: Delivery) => {
    if (state === 'sent') return say.arrived(at(settledAt ?? createdAt))
    if (state === 'dropped') return say.dropped
    return state === 'waiting' ? say.nextTry(at(dueAt)) : (states[state] ?? state)
  }
  const late = ({ state, dueAt, attempts }: Delivery) => state === 'waiting' && (dueAt <= now || attempts > 0)
  return (
    <ConsolePage viewer={viewer} here="webhooks" title={say.of(endpoint.key)} how={say.how} flash={flash}>
      <p>
        <a href={CONSOLE.webhooks}>{say.all}</a>
      </p>
      {deliveries.length === 0 && <p>{say.none}</p>}
      {deliveries.map((one) => (
        <article class={one.state === 'failed' ? 'card bad' : 'card'}>
          <h2>{one.type}</h2>
          <p class="soft">{one.event}</p>
          <p>{[fateOf(one), attempts(one.attempts), say.made(at(one.createdAt))].join(' · ')}</p>
          {one.cause && <p class="soft t">{one.cause}</p>}
          {(['failed', 'uncertain'].includes(one.state) || late(one)) && (
            <EntryActs viewer={viewer} id={one.id} fields={{ endpoint: endpoint.key }} />
          )}
        </article>
      ))}
      <NextPage viewer={viewer} to={older} />
    </ConsolePage>
  )
}
