import type { ListedSession, SignedIn } from '../../sessions/list.ts'
import type { Limits } from '../../sessions/rules.ts'
import { whenOf } from './figures.ts'
import { BackLink, type Flash, Page, type Viewer, wordsOf } from './layout.tsx'

type Shared = { viewer: Viewer; now: Date; flash?: Flash }

/** Where the viewer is signed in; each can be ended. */
export const SessionsPage = ({
  viewer,
  sessions,
  limits,
  management,
  now,
  flash,
}: Shared & { sessions: ListedSession[]; limits: Limits; management: boolean }) => {
  const words = wordsOf({ viewer })
  const say = words.sessions
  const at = (when: Date) => whenOf(when, viewer.timeZone, now, words)
  return (
    <Page title={say.title} viewer={viewer} flash={flash}>
      <h1>{say.title}</h1>
      <p>{say.how(limits.sessionDays, limits.idleDays)}</p>
      <p class="soft">{say.unknown}</p>
      {sessions.map(({ id, way, device, createdAt, lastSeenAt }) => (
        <article class="card">
          <h2>
            {say.device(device?.browser ?? null, device?.system ?? null)}
            {id === viewer.session && <span class="soft">{` · ${say.here}`}</span>}
          </h2>
          <p>{say.since(at(createdAt), say.ways[way])}</p>
          <p class="soft">{say.seen(at(lastSeenAt))}</p>
          <form method="post" action="/desk/sessions/end">
            <input type="hidden" name="key" value={viewer.key} />
            <input type="hidden" name="session" value={id} />
            <button type="submit">{say.end}</button>
          </form>
        </article>
      ))}
      {sessions.length > 1 && (
        <form class="acts" method="post" action="/desk/sessions/end-others">
          <input type="hidden" name="key" value={viewer.key} />
          <button type="submit" class="danger">
            {say.endOthers}
          </button>
        </form>
      )}
      {management && (
        <p>
          <a href="/desk/sessions/all">{say.everybody}</a>
        </p>
      )}
      <BackLink viewer={viewer} />
    </Page>
  )
}

/** People who are signed in, for management. `older`: where the next page is. */
export const SignedInPage = ({
  viewer,
  people,
  older,
  now,
  flash,
}: Shared & { people: SignedIn[]; older?: string }) => {
  const words = wordsOf({ viewer })
  const say = words.sessions
  return (
    <Page title={say.everybody} viewer={viewer} flash={flash}>
      <h1>{say.everybody}</h1>
      {people.length === 0 && <p>{say.nobody}</p>}
      {people.map(({ id, name, sessions, lastSeenAt }) => (
        <article class="card">
          <h2>{name}</h2>
          <p class="soft">
            {`${say.devices(sessions)} · ${say.seen(whenOf(lastSeenAt, viewer.timeZone, now, words))}`}
          </p>
          <form method="post" action="/desk/sessions/end-person">
            <input type="hidden" name="key" value={viewer.key} />
            <input type="hidden" name="person" value={id} />
            <button type="submit">{say.endPerson}</button>
          </form>
        </article>
      ))}
      {older && (
        <p>
          <a class="button" href={older} rel="next">
            {say.next}
          </a>
        </p>
      )}
      <BackLink viewer={viewer} />
    </Page>
  )
}
