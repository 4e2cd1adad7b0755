import { AUDIT_KINDS, type AuditEntry, type AuditFilter } from '../../../audit/list.ts'
import { timeOf } from '../../../cases/labels.ts'
import { FilterFaults } from '../filters.tsx'
import { type Viewer, wordsOf } from '../layout.tsx'
import { ConsolePage, NextPage } from './page.tsx'

type Props = {
  viewer: Viewer
  entries: AuditEntry[]
  chosen: AuditFilter
  /** What of the filters can't be used, each in a sentence. */
  faults?: string[]
  older?: string
}

/** Who did what to what, when and from where. It holds ids and names of fields: no words, no addresses. */
export const AuditPage = ({ viewer, entries, chosen, faults = [], older }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.console.audit
  const any = words.lists.any
  return (
    <ConsolePage viewer={viewer} here="audit" how={say.how}>
      <FilterFaults viewer={viewer} texts={faults} />
      <search>
        <form method="get" action="/desk/audit" class="filter">
          {chosen.by && <input type="hidden" name="by" value={chosen.by} />}
          <div class="grid">
            <div>
              <label for="kind">{say.kind}</label>
              <select id="kind" name="kind">
                <option value="">{any}</option>
                {AUDIT_KINDS.map((kind) => (
                  <option value={kind} selected={kind === chosen.kind}>
                    {say.kinds[kind]}
                  </option>
                ))}
              </select>
            </div>
            <div>
              <label for="from">{words.lists.from}</label>
              <input type="date" id="from" name="from" value={chosen.from} />
            </div>
            <div>
              <label for="to">{words.lists.to}</label>
              <input type="date" id="to" name="to" value={chosen.to} />
            </div>
            <div>
              <button type="submit">{words.lists.show}</button>
            </div>
          </div>
          {Object.keys(chosen).length + faults.length > 0 && <a href="/desk/audit">{words.lists.clear}</a>}
        </form>
      </search>
      {entries.length === 0 && faults.length === 0 && <p>{say.none}</p>}
      {entries.map((entry) => (
        <Entry entry={entry} viewer={viewer} />
      ))}
      <NextPage viewer={viewer} to={older} />
    </ConsolePage>
  )
}

const Entry = ({ entry, viewer }: { entry: AuditEntry; viewer: Viewer }) => {
  const words = wordsOf({ viewer })
  const say = words.console.audit
  const { at, kind, byKind, byId, byName, subjectKind, subjectId, door, network, facts } = entry
  const who = byName ?? say.doers[byKind] ?? byKind
  const lines = factLines(facts)
  return (
    <article class="card">
      <h2>{say.kinds[kind]}</h2>
      <p>
        {byId ? <a href={`/desk/audit?by=${encodeURIComponent(byId)}`}>{who}</a> : who}
        {` · ${[timeOf(viewer, at, words), say.doors[door] ?? door, network].filter(Boolean).join(' · ')}`}
      </p>
      {subjectId && <p class="soft">{`${subjectKind} ${subjectId}`}</p>}
      {lines.length > 0 && (
        <details class="plain">
          <summary>{say.facts}</summary>
          {lines.map((line) => (
            <p class="soft t">{line}</p>
          ))}
        </details>
      )}
    </article>
  )
}

/** One line a fact, as it is kept. */
const factLines = (facts: Record<string, unknown>): string[] =>
  Object.entries(facts).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((one) => `${name}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
      : value === null
        ? []
        : [`${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`],
  )
