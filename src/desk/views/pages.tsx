import type { Card } from '../../../integrations/chat.ts'
import { cut } from '../../../integrations/cut.ts'
import { cardForDesk } from '../../care/forChat.ts'
import { maskNumbers } from '../../care/mask.ts'
import type { DeskMessage } from '../store.ts'
import { CardView, type Place } from './card.tsx'
import { BackLink, type Flash, Page, type Viewer, wordsOf } from './layout.tsx'

const when = (at: Date, viewer: Viewer) =>
  new Intl.DateTimeFormat(wordsOf({ viewer }).locale, {
    timeZone: viewer.timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at)

const Time = ({ at, viewer }: { at: Date; viewer: Viewer }) => (
  <time datetime={at.toISOString()}>{when(at, viewer)}</time>
)

const CommandBox = ({ viewer }: { viewer: Viewer }) => {
  const { say } = wordsOf({ viewer }).desk
  return (
    <form method="post" action="/desk/say">
      <input type="hidden" name="key" value={viewer.key} />
      <label for="say">{say.label}</label>
      <p class="hint" id="say-hint">
        {say.hint}
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
        <button type="submit">{say.go}</button>
      </div>
    </form>
  )
}

const Feed = ({ feed, viewer, older }: { feed: DeskMessage[]; viewer: Viewer; older?: string }) => {
  const say = wordsOf({ viewer }).desk
  return (
    <>
      <ul class="feed">
        {feed.map(({ card: { title, summary }, ...message }) => (
          <li>
            <a href={`/desk/m/${message.id}`}>
              <b class="t">{cut(maskNumbers(title || summary), 200)}</b>
              {title && <span class="t">{cut(maskNumbers(summary), 300)} </span>}
              <small>
                <Time at={message.postedAt} viewer={viewer} />
                {message.calls.includes(viewer.id) && say.forYou}
              </small>
            </a>
          </li>
        ))}
      </ul>
      {feed.length === 0 && <p class="soft">{say.noMessages}</p>}
      {older && (
        <p>
          <a class="button" href={older}>
            {say.older}
          </a>
        </p>
      )}
    </>
  )
}

type HomeProps = { viewer: Viewer; cards: Card[]; feed: DeskMessage[]; older?: string; flash?: Flash }

/** What waits for this person, first things first, and what was posted to them and their departments. */
export const HomePage = ({ viewer, cards, feed, older, flash }: HomeProps) => {
  const say = wordsOf({ viewer }).desk
  return (
    <Page title={say.work} viewer={viewer} flash={flash} here="work" wide>
      <h1>{say.work}</h1>
      <div class="cols home">
        <section class="say-first">
          <CommandBox viewer={viewer} />
        </section>
        <section class="waits">
          {cards.map((card) => (
            <CardView card={cardForDesk(card)} place={{ viewer, back: '/desk' }} />
          ))}
        </section>
        <section>
          <h2 class="head">{say.messages}</h2>
          <Feed feed={feed} viewer={viewer} older={older} />
        </section>
      </div>
    </Page>
  )
}

/** The answer to a command. */
export const AnswerPage = ({ viewer, cards, flash }: { viewer: Viewer; cards: Card[]; flash?: Flash }) => (
  <Page title={wordsOf({ viewer }).desk.answer} viewer={viewer} flash={flash}>
    <h1>{wordsOf({ viewer }).desk.answer}</h1>
    {cards.map((card) => (
      <CardView card={cardForDesk(card)} place={{ viewer, back: '/desk' }} />
    ))}
    <CommandBox viewer={viewer} />
    <BackLink viewer={viewer} />
  </Page>
)

type CardPageProps = {
  place: Place
  card: Card
  thread: { card: Card; at?: Date; id?: string }[]
  pictures?: { id: string; at: Date }[]
  flash?: Flash
  /** Where the case can be had as a zip, by who may. */
  pack?: string
}

/** One card with its buttons, and its thread, oldest first. */
export const CardPage = ({ place, card, thread, pictures = [], flash, pack }: CardPageProps) => {
  const words = wordsOf(place)
  const say = words.desk
  return (
    <Page title={cut(card.title || card.summary, 80)} viewer={place.viewer} flash={flash}>
      <CardView card={card} place={place} big />
      {card.about && card.about !== card.subject && (
        <p>
          <a href={`/desk/c/${card.about}`}>{words.call.open}</a>
        </p>
      )}
      {pictures.length > 0 && (
        <section>
          <h2 class="head">{say.pictures}</h2>
          <div class="pics">
            {pictures.map(({ id, at }, n) => (
              <a href={`/desk/p/${id}`}>
                <img src={`/desk/p/${id}`} alt={say.picture(n + 1, when(at, place.viewer))} loading="lazy" />
              </a>
            ))}
          </div>
        </section>
      )}
      {thread.length > 0 && (
        <section>
          <h2 class="head">{say.happened}</h2>
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
      {pack && (
        <p>
          <a href={pack} download>
            {say.casePack}
          </a>
        </p>
      )}
      <BackLink viewer={place.viewer} />
    </Page>
  )
}
