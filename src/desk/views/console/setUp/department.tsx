import { timeOf } from '../../../../cases/labels.ts'
import type { StaffWords } from '../../../../locales/staff.ts'
import type { ShownDepartment, ShownPerson } from '../../../../setup/view.ts'
import { type Viewer, wordsOf } from '../../layout.tsx'
import { CONSOLE } from '../page.tsx'

type Props = { viewer: Viewer; department: ShownDepartment }

export const hourText = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** "mon–fri 09:00–17:00": days that follow each other with the same hours stand together. */
const hoursText = (hours: ShownDepartment['hours'], { locale }: StaffWords): string => {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  // 1 January 2024 was a Monday
  const name = (day: number) => format.format(new Date(Date.UTC(2024, 0, day)))
  const runs: { from: number; to: number; spans: string }[] = []
  for (const day of [1, 2, 3, 4, 5, 6, 7] as const) {
    const spans = (hours[day] ?? []).map((span) => span.join('–')).join(', ')
    const last = runs.at(-1)
    if (last?.spans === spans) last.to = day
    else runs.push({ from: day, to: day, spans })
  }
  return runs
    .filter(({ spans }) => spans)
    .map(({ from, to, spans }) => `${from === to ? name(from) : `${name(from)}–${name(to)}`} ${spans}`)
    .join('; ')
}

const givesText = (authority: ShownDepartment['authority'], words: StaffWords): string => {
  const say = words.setUp
  const kinds: Record<string, string> = words.labels.remedies
  return Object.entries(authority)
    .map(([kind, { amount, currency, month }]) => {
      const most = `${kind === 'right' ? say.byRight : (kinds[kind] ?? kind)} ${amount} ${currency}`
      return month === undefined ? most : `${most} (${say.aMonth(`${month} ${currency}`)})`
    })
    .join(', ')
}

export const DepartmentCard = ({ viewer, department, now }: Props & { now: Date }) => {
  const words = wordsOf({ viewer })
  const say = words.setUp
  const { key, name, timeZone, hours, holidays, destination, authority, sampling, excluded } = department
  const people = (list: ShownPerson[]) =>
    list
      .map(({ name, awayUntil }) =>
        awayUntil && awayUntil > now
          ? `${name} (${say.awayUntil(timeOf({ timeZone }, awayUntil, words))})`
          : name,
      )
      .join(', ')
  const digest = hourText(department.digestHour)
  const facts: [string, string | false][] = [
    [say.onCall, department.onCall ?? say.noOnCall],
    [say.liaisons, people(department.liaisons)],
    [say.managers, people(department.managers)],
    [
      say.digest,
      department.chosenHour === null ? digest : `${digest}; ${say.chosen(hourText(department.chosenHour))}`,
    ],
    [say.hours, `${hoursText(hours, words)} (${timeZone})`],
    [say.closed, holidays.length > 0 && say.holidays(holidays.length)],
    [say.channel, `${destination.platform}: ${destination.channel}`],
    [say.mayGive, givesText(authority, words)],
    [say.asked, excluded ? say.excluded : sampling < 1 && `${Math.round(sampling * 1000) / 10} %`],
    [say.next, department.nextInLine === 'fewest' && say.fewest],
  ]
  return (
    <article class="card">
      <h2>
        {name} <span class="soft">{key}</span>
      </h2>
      <FileSays viewer={viewer} department={department} />
      <dl>
        {facts.map(
          ([label, value]) =>
            value && (
              <>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </>
            ),
        )}
      </dl>
      <p>
        <a class="button" href={`${CONSOLE.setup}?department=${key}`}>
          {say.change}
        </a>
      </p>
    </article>
  )
}

/** Warns where organisation.yaml says otherwise than the desk. */
export const FileSays = ({ viewer, department: { fileSays } }: Props) => {
  const say = wordsOf({ viewer }).setUp
  const lines = [
    ...(fileSays.liaisons ? [`${say.liaisons}: ${fileSays.liaisons.join(', ')}`] : []),
    ...(fileSays.digestHour === undefined ? [] : [`${say.digest}: ${hourText(fileSays.digestHour)}`]),
  ]
  return lines.length > 0 ? (
    <div class="told bad">
      <b>{say.fileSays}</b>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
    </div>
  ) : null
}
