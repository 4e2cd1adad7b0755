import { timeOf } from '../../../../cases/labels.ts'
import type { SetUpView, ShownPerson } from '../../../../setup/view.ts'
import { type Viewer, wordsOf } from '../../layout.tsx'
import { CONSOLE, PostButton } from '../page.tsx'

type Props = { viewer: Viewer; view: SetUpView; now: Date }

/** Everybody with their roles and accounts, and a form that says who is away. */
export const People = ({ viewer, view, now }: Props) => {
  const say = wordsOf({ viewer }).setUp
  const away = view.people.filter(({ awayUntil }) => awayUntil && awayUntil > now)
  return (
    <>
      <section class="card">
        <h2>{say.away}</h2>
        {away.length === 0 && <p>{say.nobodyAway}</p>}
        {away.map((person) => (
          <Away viewer={viewer} person={person} />
        ))}
        <form method="post" action={CONSOLE.setup}>
          <input type="hidden" name="key" value={viewer.key} />
          <input type="hidden" name="do" value="away" />
          <div class="grid">
            <div>
              <label for="person">{say.who}</label>
              <select id="person" name="person">
                {view.people.map(({ id, name }) => (
                  <option value={id}>{name}</option>
                ))}
              </select>
            </div>
            <div>
              <label for="on">{say.backOn}</label>
              <input type="date" id="on" name="on" required />
            </div>
          </div>
          <button type="submit">{say.setAway}</button>
        </form>
      </section>
      {view.people.map(({ name, email }) => (
        <article class="card">
          <h2>{name}</h2>
          <p class="t">{email}</p>
          <p class="soft">{rolesOf(email, view, say)}</p>
          <p class="soft">{accountsOf(email, view)}</p>
        </article>
      ))}
    </>
  )
}

const Away = ({ viewer, person: { id, name, awayUntil } }: { viewer: Viewer; person: ShownPerson }) => {
  const words = wordsOf({ viewer })
  const say = words.setUp
  return (
    <div class="acts">
      <span>{`${name}: ${say.awayUntil(timeOf(viewer, awayUntil!, words))}`}</span>
      <PostButton viewer={viewer} here="setup" label={say.back} fields={{ do: 'back', person: id }} />
    </div>
  )
}

type Say = ReturnType<typeof wordsOf>['setUp']

const rolesOf = (email: string, { setUp, departments }: SetUpView, say: Say): string =>
  [
    ...departments.flatMap(({ name, kind, liaisons, managers }) => [
      ...(liaisons.some((one) => one.email === email) ? [say.roles.liaison(name)] : []),
      ...(managers.some((one) => one.email === email)
        ? [kind === 'management' ? say.roles.management : say.roles.manager(name)]
        : []),
    ]),
    ...Object.values(setUp.roles).flatMap((one) =>
      one.email === email
        ? [one.role === 'reader' ? say.roles.reader(one.departments?.join(', ')) : say.roles.administrator]
        : [],
    ),
  ].join(' · ')

/** As `organisation.yaml` names them; nobody's subject at the identity provider. */
const accountsOf = (email: string, { setUp }: SetUpView): string => {
  const { language, accounts } = setUp.people[email]!
  const all = Object.entries(accounts).map(([platform, { user }]) => `${platform}: ${user}`)
  return [language, ...all].join(' · ')
}
