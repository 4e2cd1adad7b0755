import { type Chosen, type FilterField, faultTexts } from '../filterFields.ts'
import { dayOf } from './figures.ts'
import { type Viewer, wordsOf } from './layout.tsx'

type FilterProps = {
  path: string
  viewer: Viewer
  fields: FilterField[]
  chosen: Chosen
  /** A box to search in, with what was typed. */
  search?: { typed: string }
  /** The longest period, in days. */
  most?: number
  /** A choice that stands where none was made: its label. */
  dates?: { from?: string; to?: string }
}

/**
 * Filters as a form that writes them into the address: shared, kept and opened again as it is. Where some are chosen, a
 * wide page shows them all; on a phone their line says which, and unfolds.
 */
export const Filters = ({ path, viewer, fields, chosen, search, most, dates }: FilterProps) => {
  const words = wordsOf({ viewer })
  const say = words.lists
  const { values, faults } = chosen
  const shown = fields.filter(({ name, choices }) => choices.length > 1 || values[name])
  const set = [
    ...(['from', 'to'] as const).flatMap((name) =>
      values[name] ? [`${say[name]} ${dayOf(values[name], words)}`] : [],
    ),
    ...shown.flatMap(({ name, label, choices }) =>
      choices.filter(({ value }) => value === values[name]).map((choice) => `${label}: ${choice.label}`),
    ),
  ]
  const bad = new Set(faults.map(({ name }) => name))
  const used = Object.keys(values).length + (search?.typed ? 1 : 0)
  const texts = faultTexts(faults, fields, words.language, most)
  const about = (name: string) => (bad.has(name) ? { 'aria-invalid': 'true' as const } : {})
  return (
    <>
      <FilterFaults viewer={viewer} texts={texts} />
      <search>
        <form method="get" action={path} class="filter">
          {search && (
            <div>
              <label for="q">{say.search}</label>
              <p class="hint" id="q-hint">
                {say.hint}
              </p>
              <div class="say">
                <input
                  type="search"
                  id="q"
                  name="q"
                  value={search.typed}
                  aria-describedby="q-hint"
                  maxlength={100}
                />
                <button type="submit" class="primary">
                  {say.search}
                </button>
              </div>
            </div>
          )}
          <details class={set.length > 0 ? 'plain set' : 'plain'} open={faults.length > 0}>
            <summary>{[say.filters, ...set].join(' · ')}</summary>
            <div class="grid">
              {(['from', 'to'] as const).map((name) => (
                <div>
                  <label for={name}>{say[name]}</label>
                  <input
                    type="date"
                    id={name}
                    name={name}
                    value={values[name] ?? dates?.[name]}
                    {...about(name)}
                  />
                </div>
              ))}
              {shown.map(({ name, label, choices }) => (
                <div>
                  <label for={name}>{label}</label>
                  <select id={name} name={name} {...about(name)}>
                    <option value="">{say.any}</option>
                    {choices.map(({ value, label }) => (
                      <option value={value} selected={values[name] === value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </div>
              ))}
            </div>
            <p class="acts">
              <button type="submit" class={search ? undefined : 'primary'}>
                {say.show}
              </button>
              {used + faults.length > 0 && (
                <a class="button" href={path}>
                  {say.clear}
                </a>
              )}
            </p>
          </details>
        </form>
      </search>
    </>
  )
}

/** What of an address's filters can't be used. */
export const FilterFaults = ({ viewer, texts }: { viewer: Viewer; texts: string[] }) =>
  texts.length > 0 ? (
    <div class="told bad" role="alert">
      <b>{wordsOf({ viewer }).lists.faults.title}</b>
      <ul>
        {texts.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </div>
  ) : null
