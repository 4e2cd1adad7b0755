import { sql } from 'drizzle-orm'
import { incidents } from '../../db/schema/index.ts'
import type { Field } from '../../integrations/chat.ts'
import { languageOf } from '../cases/labels.ts'
import type { Actor } from '../cases/rights.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { reachOf } from '../complaints/staffContact.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Incident, loadIncident, updateIncident } from '../incidents/incident.ts'
import { languages, spoken } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'

const LONGEST = 800

/** Keeps one paragraph of what is known about an incident, in each language that its customers read. */
export const writeKnown: OtherVerb = {
  form: async (deps, { subject, by, words, now, formId }) => {
    const found = await loadIncident(deps.db, subject, now)
    await mayWrite(deps, found, by)
    const say = words.discoveries.incident
    return {
      id: formId,
      verb: 'write-known',
      subject: found.id,
      title: found.knownAt ? say.rewrite : say.write,
      submit: words.save,
      intro: [{ kind: 'note', text: say.knownHint }],
      fields: (await languagesOf(deps, found)).map((language) => fieldOf(found, language, words)),
      language: words.language,
    }
  },
  run: async (deps, { subject, by, values, now }) => {
    const found = await loadIncident(deps.db, subject, now)
    await mayWrite(deps, found, by)
    const known = Object.fromEntries(
      languages.flatMap((language) => {
        const value = values[`known-${language}`]
        const text = typeof value === 'string' ? value.trim().slice(0, LONGEST) : ''
        return text ? [[language, text]] : []
      }),
    )
    await deps.db.transaction(async (tx) => {
      const changed = await tx
        .update(incidents)
        .set({ known, knownBy: by.id, knownAt: now })
        .where(sql`id = ${found.id} and known <> ${JSON.stringify(known)}::jsonb`)
        .returning({ id: incidents.id })
      if (changed.length > 0)
        await updateIncident(tx, { id: found.id, destination: found.message ?? found.destination, now })
    })
    return { notice: ({ discoveries }) => discoveries.incident.kept }
  },
}

/** Those of its customers, of its department, and those that are written already. */
const languagesOf = async ({ db }: EdgeDeps, { id, language, known }: Incident) => {
  const rows = await db.$client<{ language: string }[]>`
    select distinct c.language from incident_cases g join cases k on k.id = g.case_id join contacts c on c.id = k.contact_id
    where g.incident_id = ${id}`
  const wanted = [language, ...Object.keys(known), ...rows.map((row) => row.language)].map(
    (tag) => spoken(tag) ?? 'en',
  )
  return languages.filter((one) => wanted.includes(one))
}

const fieldOf = (found: Incident, language: string, words: StaffWords): Field => ({
  kind: 'text',
  name: `known-${language}`,
  label: words.discoveries.incident.known(languageOf({ language }, words)),
  multiline: true,
  required: false,
  max: LONGEST,
  ...(found.known[language] ? { initial: found.known[language] } : {}),
})

const mayWrite = async ({ db }: EdgeDeps, { departmentKey, department }: Incident, by: Actor) => {
  if (!(await reachOf(db, by)).includes(departmentKey))
    throw new DomainError('forbidden', ({ discoveries }) => discoveries.incident.notYours(department))
}
