import { AUDIT_KINDS, listAudit, markText, readMark } from '../../audit/list.ts'
import { isUuid } from '../../ids.ts'
import { readFilters } from '../../lists/filters.ts'
import { addressOf, faultTexts } from '../filterFields.ts'
import { type Desk, type DeskContext, finish } from '../guard.ts'
import { AuditPage } from '../views/console/audit.tsx'
import { html, type Viewer, wordsOf } from '../views/layout.tsx'

const FILTERS = ['kind', 'by', 'from', 'to', 'after']

/** `?kind=&by=&from=&to=&after=`: what can't be used is said, and the rest stays chosen. Nothing is listed then. */
export const showAudit = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const words = wordsOf({ viewer })
  const say = words.console.audit
  const params = new URL(c.req.url).searchParams
  const { values, faults } = readFilters(params, [{ name: 'kind', choices: AUDIT_KINDS }])
  const given = (name: string) => (params.get(name) ?? '').trim().slice(0, 200)
  const [by, after] = [given('by'), readMark(given('after'))]
  if (by && !isUuid(by)) faults.push({ name: 'by', fault: 'unknown', given: by })
  if (given('after') && !after) faults.push({ name: 'after', fault: 'no page', given: given('after') })
  const labels = { kind: say.kind, by: say.by }
  const fields = Object.entries(labels).map(([name, label]) => ({ name, label, choices: [] }))
  const texts = [
    ...[...new Set(params.keys())]
      .filter((name) => !FILTERS.includes(name))
      .map((name) => say.noFilter(name.slice(0, 100))),
    ...faultTexts(faults, fields, words.language),
  ]
  const chosen = { ...values, ...(by && isUuid(by) && { by }) }
  if (texts.length > 0) return finish(c, html(AuditPage({ viewer, entries: [], chosen, faults: texts }), 400))
  const { entries, next } = await listAudit(desk.db.$client, chosen, { ...(after && { after }) })
  const older = next && addressOf('/desk/audit', { ...chosen, after: markText(next) })
  return finish(c, html(AuditPage({ viewer, entries, chosen, older })))
}
