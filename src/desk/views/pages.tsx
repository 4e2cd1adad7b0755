import type { Card } from '../../../integrations/chat.ts'
import { cut } from '../../../integrations/cut.ts'
import type { DeskMessage } from '../store.ts'
import { CardView, type Place } from './card.tsx'
import { BackLink, type Flash, Page, type Viewer } from './layout.tsx'

const when = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at)

const Time = ({ at, viewer }: { at: Date; viewer: Viewer }) => (
  <time datetime={at.toISOString()}>{when(at, viewer.timeZone)}</time>
)

const CommandBox = ({ viewer }: { viewer: Viewer }) => (
  <form method="post" action="/desk/say">
    <input type="hidden" name="key" value={viewer.key} />
    <label for="say">Say or ask</label>
    <p class="hint" id="say-hint">
      “due”, “my cases”, or “help” for all that can be said
    </p>
    <div class="say">
      <input
        type="text"
        id="say"
        name="text"
        aria-describedby="say-hint"
        maxlength={500}
        autocomplete="off"
      />
      <button type="submit">Go</button>
    </div>
  </form>
)

const Feed = ({ feed, viewer, older }: { feed: DeskMessage[]; viewer: Viewer; older?: string }) => (
  <>
    <ul class="feed">
      {feed.map((message) => (
        <li>
          <a href={`/desk/m/${message.id}`}>
            <b class="t">{cut(message.card.title || message.card.summary, 200)}</b>
            {message.card.title && <span class="t">{cut(message.card.summary, 300)} </span>}
            <small>
              <Time at={message.postedAt} viewer={viewer} />
              {message.calls.includes(viewer.id) && ', for you'}
            </small>
          </a>
        </li>
      ))}
    </ul>
    {feed.length === 0 && <p class="soft">Nothing was posted here yet.</p>}
    {older && (
      <p>
        <a class="button" href={older}>
          Older messages
        </a>
      </p>
    )}
  </>
)

type HomeProps = { viewer: Viewer; cards: Card[]; feed: DeskMessage[]; older?: string; flash?: Flash }

/** What waits for this person, first things first, and what was posted to them and their departments. */
export const HomePage = ({ viewer, cards, feed, older, flash }: HomeProps) => (
  <Page title="Your work" viewer={viewer} flash={flash} wide>
    <h1>Your work</h1>
    <div class="cols home">
      <section>
        {cards.map((card) => (
          <CardView card={card} place={{ viewer, back: '/desk' }} />
        ))}
      </section>
      <section>
        <CommandBox viewer={viewer} />
        <h2 class="head">Messages</h2>
        <Feed feed={feed} viewer={viewer} older={older} />
      </section>
    </div>
  </Page>
)

/** The answer to a command. */
export const AnswerPage = ({ viewer, cards, flash }: { viewer: Viewer; cards: Card[]; flash?: Flash }) => (
  <Page title="Answer" viewer={viewer} flash={flash}>
    <h1>Answer</h1>
    {cards.map((card) => (
      <CardView card={card} place={{ viewer, back: '/desk' }} />
    ))}
    <CommandBox viewer={viewer} />
    <BackLink />
  </Page>
)

type CardPageProps = {
  place: Place
  card: Card
  thread: { card: Card; at?: Date; id?: string }[]
  pictures?: { id: string; at: Date }[]
  flash?: Flash
}

/** One card with its buttons, and its thread, oldest first. */
export const CardPage = ({ place, card, thread, pictures = [], flash }: CardPageProps) => (
  <Page title={cut(card.title || card.summary, 80)} viewer={place.viewer} flash={flash}>
    <CardView card={card} place={place} big />
    {card.about && card.about !== card.subject && (
      <p>
        <a href={`/desk/c/${card.about}`}>Open the case</a>
      </p>
    )}
    {pictures.length > 0 && (
      <section>
        <h2 class="head">Pictures from the customer</h2>
        <div class="pics">
          {pictures.map(({ id, at }, n) => (
            <a href={`/desk/p/${id}`}>
              <img
                src={`/desk/p/${id}`}
                alt={`From the customer, ${n + 1}: ${when(at, place.viewer.timeZone)}`}
                loading="lazy"
              />
            </a>
          ))}
        </div>
      </section>
    )}
    {thread.length > 0 && (
      <section>
        <h2 class="head">What happened</h2>
        <ol class="thread">
          {thread.map(({ card, at, id }) => (
            <li>
              {at && (
                <small>
                  <Time at={at} viewer={place.viewer} />
                </small>
              )}
              <CardView card={card} place={{ ...place, ...(id && { message: id }) }} />
            </li>
          ))}
        </ol>
      </section>
    )}
    <BackLink />
  </Page>
)
