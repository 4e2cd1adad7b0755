import type { Child } from 'hono/jsx'
import { cut } from '../../../integrations/cut.ts'
import { maskNumbers } from '../../care/mask.ts'
import { touches } from '../../care/sensitive.ts'
import { driverLabel } from '../../cases/labels.ts'
import type { ListedCase } from '../../lists/cases.ts'
import type { StaffWords } from '../../locales/staff.ts'
import type { Chosen, FilterField } from '../filterFields.ts'
import { inAllOf, whenOf } from './figures.ts'
import { Filters } from './filters.tsx'
import { Page, type Place, type Viewer, wordsOf } from './layout.tsx'

const BEGINNING = 220

/** What a list shows besides its rows. `older`: where the next page is; `lookedTo`: how far this one looked, if not all the way. */
export type ListProps = {
  viewer: Viewer
  here: Extract<Place, 'cases' | 'answers'>
  fields: FilterField[]
  chosen: Chosen
  typed: string
  /** What was found by machine, where these are the answers behind it. */
  about?: string
  /** Nothing is listed: the reader has no department for it. */
  none?: boolean
  shown: number
  /** How many there are in all, where that was counted. */
  inAll?: number
  first: boolean
  older?: string
  lookedTo?: string
  children?: Child
}

/** A list under its search and filters, a page of it at a time. */
export const ListPage = ({ viewer, here, fields, chosen, typed, none, shown, first, ...page }: ListProps) => {
  const words = wordsOf({ viewer })
  const say = words.lists
  const filtered = typed !== '' || Object.keys(chosen.values).length > 0
  const { about, older, lookedTo, inAll, children } = page
  const empty = lookedTo
    ? ''
    : !first
      ? say.nothing.older
      : filtered
        ? say.nothing.filtered
        : say.nothing[here]
  const whole =
    first && !older
      ? say.found[here](shown)
      : first
        ? inAll
          ? say.found.newestOf(shown, inAllOf(inAll, words))
          : say.found.newest(shown)
        : say.found.more(shown)
  return (
    <Page title={say.nav[here]} viewer={viewer} here={here} wide>
      <h1>{say.nav[here]}</h1>
      {about && <p dir="auto">{about}</p>}
      {none ? (
        <p>{say.noDepartment[here]}</p>
      ) : (
        <>
          <Filters
            path={`/desk/${here}`}
            viewer={viewer}
            fields={fields}
            chosen={chosen}
            search={{ typed }}
          />
          {chosen.faults.length === 0 && (
            <section aria-label={say.nav[here]}>
              <p class="soft">{shown > 0 ? whole : empty}</p>
              {children}
              {lookedTo && <p class="soft">{say.lookedTo(lookedTo)}</p>}
              {older && (
                <p>
                  <a class="button" href={older} rel="next">
                    {lookedTo ? say.on : say.older}
                  </a>
                </p>
              )}
            </section>
          )}
        </>
      )}
    </Page>
  )
}

export type RowsProps<Row> = { rows: Row[]; viewer: Viewer; now: Date }

export const CaseRows = ({ rows, viewer, now }: RowsProps<ListedCase>) => {
  const words = wordsOf({ viewer })
  const say = words.lists
  return (
    <ul class="feed">
      {rows.map((row) => {
        const at = (when: Date) => whenOf(when, row.timeZone, now, words)
        const drivers = (row.drivers ?? []).map((driver) => driverLabel(driver, words))
        const facts = [
          words.labels.state(row.state),
          say.severity(row.severity),
          row.department,
          row.accountable,
          ...drivers,
          row.closedAt ? say.ended(at(row.closedAt)) : say.opened(at(row.openedAt)),
        ]
        return (
          <li>
            <a href={`/desk/c/${row.id}`}>
              <b dir="auto">{cut(say.case(row.number, row.customer), 200)}</b>
              {row.abusive ? (
                <span class="soft">{say.abusive}</span>
              ) : (
                row.words && <span dir="auto">{beginningOf(row.words, words)}</span>
              )}
              <small>
                {facts.join(' · ')}
                {row.due && (
                  <>
                    {' · '}
                    {row.due <= now ? (
                      <strong class="late">{say.overdue(at(row.due))}</strong>
                    ) : (
                      say.due(at(row.due))
                    )}
                  </>
                )}
              </small>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

/** As chat shows it: what is left out is read on the case's page, and that is noted. */
const beginningOf = (text: string, words: StaffWords) =>
  touches(text).length > 0 ? words.card.sensitive : words.labels.quoted(cut(maskNumbers(text), BEGINNING))
