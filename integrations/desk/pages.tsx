import type { Card } from '../chat.ts'
import { cut } from '../cut.ts'
import { CardView, type Place } from './card.tsx'
import { Page, type Told, type Viewer } from './layout.tsx'
import type { DeskMessage } from './store.ts'

const when = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at)

const Time = ({ at, viewer }: { at: Date; viewer: Viewer }) => (
  <time datetime={at.toISOString()}>{when(at, viewer.timeZone)}</time>
)

const Say = ({ viewer }: { viewer: Viewer }) => (
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

type Home = { viewer: Viewer; cards: Card[]; feed: DeskMessage[]; older?: string; told?: Told }

/** What waits for this person, first things first, and what was posted to them and their departments. */
export const HomePage = ({ viewer, cards, feed, older, told }: Home) => (
  <Page title="Your work" viewer={viewer} told={told} wide>
    <h1>Your work</h1>
    <div class="cols home">
      <section>
        {cards.map((card) => (
          <CardView card={card} place={{ viewer, back: '/desk' }} />
        ))}
      </section>
      <section>
        <Say viewer={viewer} />
        <h2 class="head">Messages</h2>
        <Feed feed={feed} viewer={viewer} older={older} />
      </section>
    </div>
  </Page>
)

/** What a command was answered with. */
export const SaidPage = ({ viewer, cards, told }: { viewer: Viewer; cards: Card[]; told?: Told }) => (
  <Page title="Answer" viewer={viewer} told={told}>
    <h1>Answer</h1>
    {cards.map((card) => (
      <CardView card={card} place={{ viewer, back: '/desk' }} />
    ))}
    <Say viewer={viewer} />
    <Back />
  </Page>
)

type One = {
  place: Place
  card: Card
  thread: { card: Card; at?: Date; id?: string }[]
  pictures?: { id: string; at: Date }[]
  told?: Told
}

/** One card with its buttons, and its thread, oldest first. */
export const CardPage = ({ place, card, thread, pictures = [], told }: One) => (
  <Page title={cut(card.title || card.summary, 80)} viewer={place.viewer} told={told}>
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
    <Back />
  </Page>
)

const Back = () => (
  <p>
    <a class="button" href="/desk">
      Back to your work
    </a>
  </p>
)

/** A refusal, or that there is nothing here: kindly, and with a way on. */
export const NoticePage = ({ viewer, title, text }: { viewer?: Viewer; title: string; text: string }) => (
  <Page title={title} viewer={viewer}>
    <h1>{title}</h1>
    <p class="t">{text}</p>
    <Back />
  </Page>
)
