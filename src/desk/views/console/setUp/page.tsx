import { timeOf } from '../../../../cases/labels.ts'
import { seenOf } from '../../../../setup/changeDepartment.ts'
import type { History } from '../../../../setup/history.ts'
import type { SetUpView, ShownDepartment, ShownPerson } from '../../../../setup/view.ts'
import { type Flash, type Viewer, wordsOf } from '../../layout.tsx'
import { CONSOLE, ConsolePage, NextPage } from '../page.tsx'
import { DepartmentCard, FileSays, hourText } from './department.tsx'
import { HistoryEntries } from './history.tsx'
import { People } from './people.tsx'
import { Rules } from './rules.tsx'

export const SHOWN = ['departments', 'people', 'rules', 'history'] as const

type Props = {
  viewer: Viewer
  now: Date
  show: (typeof SHOWN)[number]
  view: SetUpView
  history?: History
  older?: string
  flash?: Flash
}

/** The set-up as it stands, a part at a time, and how it came to be. */
export const SetUpPage = ({ viewer, now, show, view, history, older, flash }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.setUp
  return (
    <ConsolePage viewer={viewer} here="setup" how={say.how} flash={flash}>
      <p class="soft">{view.appliedAt ? say.applied(timeOf(viewer, view.appliedAt, words)) : say.nothing}</p>
      <nav aria-label={say.which}>
        {SHOWN.map((one) => (
          <a href={`${CONSOLE.setup}?show=${one}`} aria-current={one === show ? 'page' : undefined}>
            {say.show[one]}
          </a>
        ))}
      </nav>
      {show === 'departments' &&
        view.departments.map((department) => (
          <DepartmentCard viewer={viewer} department={department} now={now} />
        ))}
      {show === 'people' && <People viewer={viewer} view={view} now={now} />}
      {show === 'rules' && <Rules viewer={viewer} setUp={view.setUp} />}
      {history && <HistoryEntries viewer={viewer} history={history} />}
      <NextPage viewer={viewer} to={older} />
    </ConsolePage>
  )
}

type FormProps = { viewer: Viewer; view: SetUpView; department: ShownDepartment; flash?: Flash }

/** What changes often in one department: who is a liaison and in which order, and when its digest comes. */
export const DepartmentPage = ({ viewer, view, department, flash }: FormProps) => {
  const say = wordsOf({ viewer }).setUp
  const { key, name, liaisons, digestHour, kind } = department
  const others = view.people.filter(({ id }) => !liaisons.some((one) => one.id === id))
  const seen = seenOf({ liaisons: liaisons.map(({ email }) => email), digestHour })
  return (
    <ConsolePage viewer={viewer} here="setup" title={name} how={say.warns} flash={flash}>
      <FileSays viewer={viewer} department={department} />
      <form method="post" action={CONSOLE.setup} class="card">
        <input type="hidden" name="key" value={viewer.key} />
        <input type="hidden" name="do" value="department" />
        <input type="hidden" name="department" value={key} />
        <input type="hidden" name="seen" value={seen} />
        {kind === 'department' && (
          <fieldset class="field">
            <legend>{say.liaisons}</legend>
            <p class="hint">{say.order}</p>
            {liaisons.map((person, at) => (
              <PlaceField person={person} at={at + 1} of={liaisons.length} out={say.out} />
            ))}
            <label for="add">{say.add}</label>
            <select id="add" name="add">
              <option value="">{say.nobodyMore}</option>
              {others.map(({ id, name, email }) => (
                <option value={id}>{`${name}, ${email}`}</option>
              ))}
            </select>
          </fieldset>
        )}
        <div class="field">
          <label for="hour">{say.digest}</label>
          {department.chosenHour !== null && (
            <p class="hint">{say.chosen(hourText(department.chosenHour))}</p>
          )}
          <select id="hour" name="hour">
            {Array.from({ length: 24 }, (_, hour) => (
              <option value={hour} selected={hour === digestHour}>
                {hourText(hour)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="primary">
          {say.save}
        </button>
      </form>
      <p>
        <a href={CONSOLE.setup}>{say.all}</a>
      </p>
    </ConsolePage>
  )
}

type PlaceProps = { person: ShownPerson; at: number; of: number; out: string }

const PlaceField = ({ person: { id, name }, at, of, out }: PlaceProps) => (
  <div class="say">
    <label for={id}>{name}</label>
    <select id={id} name={`place.${at}.${id}`}>
      {Array.from({ length: of }, (_, n) => (
        <option value={n + 1} selected={n + 1 === at}>
          {n + 1}
        </option>
      ))}
      <option value="">{out}</option>
    </select>
  </div>
)
