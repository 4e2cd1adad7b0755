import { timeOf } from '../../../cases/labels.ts'
import type { Endpoint } from '../../../webhooks/list.ts'
import { type Flash, type Viewer, wordsOf } from '../layout.tsx'
import { ConsolePage, DELIVERIES, PostButton } from './page.tsx'

type Props = { viewer: Viewer; endpoints: Endpoint[]; flash?: Flash }

/** The endpoints of the set-up, how each is, and the button that calls one again. */
export const WebhooksPage = ({ viewer, endpoints, flash }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.console.webhooks
  return (
    <ConsolePage viewer={viewer} here="webhooks" how={say.how} flash={flash}>
      {endpoints.length === 0 && <p>{say.none}</p>}
      {endpoints.map(({ key, url, events, disabledAt, waiting, failed }) => (
        <article class={disabledAt ? 'card bad' : 'card'}>
          <h2>{key}</h2>
          <p class="t">{url}</p>
          <p>
            {[
              disabledAt ? say.disabled(timeOf(viewer, disabledAt, words)) : say.inUse,
              say.waits(waiting, failed),
              events.join(', '),
            ].join(' · ')}
          </p>
          <div class="acts">
            <a class="button" href={`${DELIVERIES}?endpoint=${key}`}>
              {words.console.deliveries.title}
            </a>
            {(disabledAt || failed > 0) && (
              <PostButton
                viewer={viewer}
                here="webhooks"
                label={disabledAt ? say.enable : say.resend}
                fields={{ endpoint: key, do: 'enable' }}
              />
            )}
            {!disabledAt && (
              <details>
                <summary class="danger">{say.disable}</summary>
                <p>{say.disableHow}</p>
                <PostButton
                  viewer={viewer}
                  here="webhooks"
                  label={say.disable}
                  fields={{ endpoint: key, do: 'disable' }}
                  danger
                />
              </details>
            )}
          </div>
        </article>
      ))}
    </ConsolePage>
  )
}
