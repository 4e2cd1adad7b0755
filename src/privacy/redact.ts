import type { KeyRule } from './declare.ts'
import { EVENT_RULES } from './eventRules.ts'

const list = (keys: string[]) => `'{${keys.map((key) => `"${key}"`).join(',')}}'::text[]`

/**
 * SQL that leaves of a jsonb object what its rules keep; what no rule names goes. `value`: an SQL expression, null stays
 * null.
 */
export const redacted = (value: string, keys: Record<string, KeyRule>): string => {
  const rules = Object.entries(keys)
  const by = (wanted: KeyRule) => rules.filter(([, rule]) => rule === wanted).map(([key]) => key)
  const there = rules.filter(([, rule]) => rule !== 'remove').map(([key]) => key)
  const inner = rules.flatMap(([key, rule]) =>
    typeof rule === 'object' ? [`when '${key}' then ${redacted('e.value', rule.keys)}`] : [],
  )
  const branches = [
    ...by('blank').map((key) => `when '${key}' then '""'::jsonb`),
    ...by('null').map((key) => `when '${key}' then 'null'::jsonb`),
    ...inner,
  ]
  const kept = branches.length > 0 ? `case e.key ${branches.join(' ')} else e.value end` : 'e.value'
  // A value that is no object has no keys: it goes
  return `case when jsonb_typeof(${value}) = 'object' then (
    select coalesce(jsonb_object_agg(e.key, ${kept}), '{}') from jsonb_each(${value}) e where e.key = any(${list(there)})) end`
}

/** The facts of an event without what is the customer's, by its kind. Of a kind that is not known nothing stays. */
export const eventFactsRedacted = (alias: string): string => {
  const kinds = Object.entries(EVENT_RULES).flatMap(([kind, { facts }]) =>
    Object.values(facts).every((rule) => rule === 'keep' || rule === 'staff')
      ? []
      : [`when '${kind}' then ${redacted(`${alias}.data`, facts)}`],
  )
  const known = Object.keys(EVENT_RULES)
  return `case ${alias}.kind ${kinds.join(' ')} else case when ${alias}.kind = any(${list(known)}) then ${alias}.data end end`
}
