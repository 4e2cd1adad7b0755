import type { Action, Card, CardPart } from '../../../integrations/chat.ts'
import { aroundButtons, cut } from '../../../integrations/cut.ts'
import { Chart } from './chart.tsx'
import { type Viewer, wordsOf } from './layout.tsx'

/** Far above what chat shows: the desk is where the whole can be read. */
const MAX_TEXT = 10_000
export const MAX_LABEL = 300
const MAX_PARTS = 200
/** All the words of one card, or of what stands above a form. */
const MAX_SIZE = 200_000

/** What the buttons of a card are sent with. `back`: the page they stand on. */
export type Place = { viewer: Viewer; back: string; message?: string }

const PartView = ({ part, viewer, place }: { part: CardPart; viewer?: Viewer; place?: Place }) => {
  switch (part.kind) {
    case 'text':
      return <p class="t">{cut(part.text, MAX_TEXT)}</p>
    case 'quote':
      return (
        <figure>
          {part.label && <figcaption>{cut(part.label, MAX_LABEL)}</figcaption>}
          {part.folded ? (
            <details>
              <summary>{wordsOf({ viewer }).desk.hurts}</summary>
              <blockquote class="t" dir="auto">
                {cut(part.text, MAX_TEXT)}
              </blockquote>
            </details>
          ) : (
            <blockquote class="t" dir="auto">
              {cut(part.text, MAX_TEXT)}
            </blockquote>
          )}
        </figure>
      )
    case 'facts':
      return (
        <dl>
          {part.facts.map(({ label, value }) => (
            <>
              <dt class="t">{cut(label, MAX_LABEL)}</dt>
              <dd class="t" dir="auto">
                {cut(value, MAX_TEXT)}
              </dd>
            </>
          ))}
        </dl>
      )
    case 'note':
      return <p class={part.heed ? 'told t' : 'soft t'}>{cut(part.text, MAX_TEXT)}</p>
    case 'mention':
      return (
        <p class="t">
          <Name {...part} viewer={viewer} />
          {` ${cut(part.text, MAX_TEXT)}`}
        </p>
      )
    case 'link':
      return /^https?:\/\//.test(part.url) ? (
        <p>
          <a href={part.url} rel="noreferrer">
            {cut(part.label, MAX_LABEL) || part.url}
          </a>
        </p>
      ) : (
        <p class="t">{`${part.label}: ${part.url}`}</p>
      )
    case 'item':
      return <ItemView part={part} place={place} />
    case 'chart':
      return <Chart {...part} words={wordsOf({ viewer })} />
    case 'rule':
      return <hr />
    case 'buttons':
      return null
  }
}

const ItemView = ({ part, place }: { part: Extract<CardPart, { kind: 'item' }>; place?: Place }) => {
  const { label, text, quote, url, actions = [], subject } = part
  const name = cut(label, MAX_LABEL)
  return (
    <div class="item">
      <p class="t">
        {url && /^https?:\/\//.test(url) ? <a href={url}>{name}</a> : <strong>{name}</strong>}
        {text && `: ${cut(text, MAX_TEXT)}`}
      </p>
      {quote && (
        <p class="soft t" dir="auto">
          {cut(quote, MAX_TEXT)}
        </p>
      )}
      {place && actions.length > 0 && <Actions actions={actions} subject={subject} place={place} />}
    </div>
  )
}

/** Only a person of the desk is notified; anybody else is a name. */
const Name = ({ name, person, viewer }: Extract<CardPart, { kind: 'mention' }> & { viewer?: Viewer }) =>
  person?.platform === 'desk' ? (
    <strong data-person={person.user} class={person.user === viewer?.id ? 'me' : undefined}>
      {cut(name, MAX_LABEL)}
    </strong>
  ) : (
    <strong>{cut(name, MAX_LABEL)}</strong>
  )

/** Parts until there are too many; how many are left out is said. */
type PartsProps = { parts: CardPart[]; viewer?: Viewer; place?: Place }
export const Parts = ({ parts, place, viewer = place?.viewer }: PartsProps) => {
  let size = 0
  const shown = parts.filter((part, at) => {
    size += Math.min(JSON.stringify(part).length, MAX_TEXT)
    return at < MAX_PARTS && size <= MAX_SIZE
  })
  const left = parts.length - shown.length
  return (
    <>
      {shown.map((part) => (
        <PartView part={part} viewer={viewer} place={place} />
      ))}
      {left > 0 && <p class="soft">{wordsOf({ viewer }).desk.notShown(left)}</p>}
    </>
  )
}

/** The buttons, in one form. A button with a confirmation unfolds first, and is pressed again. */
const Actions = ({ actions, subject, place }: Pick<Card, 'actions' | 'subject'> & { place: Place }) => (
  <form class="acts" method="post" action="/desk/act">
    <input type="hidden" name="key" value={place.viewer.key} />
    <input type="hidden" name="subject" value={subject ?? ''} />
    <input type="hidden" name="back" value={place.back} />
    {place.message && <input type="hidden" name="message" value={place.message} />}
    {actions.map((action) => (
      <Button action={action} />
    ))}
  </form>
)

const Button = ({ action }: { action: Action }) => {
  const label = cut(action.label, 75)
  const button = (
    <button type="submit" class={action.style} name="verb" value={action.verb}>
      {label}
    </button>
  )
  if (!action.confirm) return button
  return (
    <details>
      <summary class={action.style}>{label}</summary>
      <p class="t">{cut(action.confirm, MAX_LABEL)}</p>
      {button}
    </details>
  )
}

type CardProps = { card: Card; place?: Place; viewer?: Viewer; big?: boolean }

/** A card with its buttons where there is a place to press them. `big`: the one the page is about. */
export const CardView = ({ card, place, viewer = place?.viewer, big }: CardProps) => {
  const { title, parts, actions, tone } = card
  const [above, below] = aroundButtons(parts)
  if (!big && title && parts.length === 0 && actions.length === 0)
    return <h2 class="head t">{cut(title, MAX_LABEL)}</h2>
  return (
    <article class={`card ${tone}${big ? ' big' : ''}${title ? '' : ' bare'}`}>
      {title &&
        (big ? <h1 class="t">{cut(title, MAX_LABEL)}</h1> : <h2 class="t">{cut(title, MAX_LABEL)}</h2>)}
      <Parts parts={above} viewer={viewer} place={place} />
      {place && actions.length > 0 && <Actions actions={actions} subject={card.subject} place={place} />}
      {below.length > 0 && <Parts parts={below} viewer={viewer} place={place} />}
    </article>
  )
}
