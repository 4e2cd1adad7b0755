import { excludedFrom } from '../directory/excluded.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { eraseCustomer, StillOwed } from '../personalData/erase.ts'
import { exportCustomer } from '../personalData/export.ts'
import { EXPORT_CSP, exportPage } from '../personalData/exportPage.tsx'
import { exportZip, withPictures } from '../personalData/exportPictures.ts'
import { findCustomers } from '../personalData/find.ts'
import { waitingErasures } from '../personalData/request.ts'
import { asViewer } from './caller.ts'
import { type Desk, type DeskContext, finish, goTo, malformed, setFlash, takeFlash } from './guard.ts'
import type { Posted } from './posted.ts'
import { CustomersPage } from './views/customers.tsx'
import { type Flash, HEADERS, html, NoticePage, type Viewer, wordsOf } from './views/layout.tsx'

type More = { owed?: { customer: string; things: StillOwed['owed'] }; flash?: Flash }

/** The customers of a whole address, telephone number, case number or id: part of one finds nobody. */
const page = async (desk: Desk, viewer: Viewer, given: string, more: More = {}) => {
  const of = given.trim().slice(0, 320)
  const found = of ? await findCustomers(desk, /^\d{1,9}$/.test(of) ? `#${of}` : of) : []
  const waiting = of ? [] : await waitingErasures(desk.db)
  return CustomersPage({ viewer, of, found, waiting, ...more })
}

export const showCustomers = (desk: Desk) => async (c: DeskContext, viewer: Viewer) =>
  finish(c, html(await page(desk, viewer, c.req.query('of') ?? '', { flash: takeFlash(desk, c) })))

/** People whom a case of the customer is about never see it, not even in an export. */
const isAbout = async ({ db }: Desk, viewer: Viewer, customer: string): Promise<boolean> => {
  if (!isUuid(customer)) return false
  const sql = db.$client
  const rows = await sql`
    select from cases k where k.customer_id = ${customer}
      and ${viewer.id}::uuid in ${sql.unsafe(excludedFrom('k'))} limit 1`
  return rows.length > 0
}

/** Everything about a customer, as a page or, with `?as=json`, as a file. It is noted in the audit log. */
export const exportOne = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const customer = c.req.param('id') ?? ''
  const say = wordsOf({ viewer })
  if (await isAbout(desk, viewer, customer))
    return html(NoticePage({ viewer, title: say.desk.faults.hidden, text: say.customers.about }), 403)
  try {
    const found = await exportCustomer(desk, { customer, ...asViewer(c, viewer), now: desk.now() })
    const link = (of: { id: string }) => `${desk.publicUrl}/desk/p/${of.id}`
    const file = (type: string, name: string) => ({
      ...HEADERS,
      'content-type': type,
      'content-disposition': `attachment; filename="customer-${found.customer}.${name}"`,
    })
    switch (c.req.query('as')) {
      case 'json': {
        const named = await withPictures(desk, found, link, { hashed: true })
        return new Response(JSON.stringify(named, null, 2), { headers: file('application/json', 'json') })
      }
      case 'zip': {
        const page = (named: typeof found) => exportPage(named, { language: viewer.language, pictures: true })
        const zip = await exportZip(desk, found, { page, now: desk.now() })
        return new Response(zip, { headers: file('application/zip', 'zip') })
      }
      default:
        return new Response(
          exportPage(await withPictures(desk, found, link), { language: viewer.language, pictures: true }),
          { headers: { ...HEADERS, 'content-security-policy': EXPORT_CSP } },
        )
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return html(NoticePage({ viewer, title: say.desk.faults.nothing, text: error.says(say) }), 404)
  }
}

/** Erases a customer. Where something is owed it asks once more, naming it. */
export const eraseOne = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const customer = posted.get('customer') ?? ''
  const of = posted.get('of') ?? ''
  if (!isUuid(customer)) return malformed(c)
  const words = wordsOf({ viewer })
  const wanted = {
    customer,
    force: posted.get('force') === 'true',
    ...asViewer(c, viewer),
    now: desk.now(),
  }
  try {
    const { erasure, again } = await eraseCustomer(desk, wanted)
    desk.wake()
    const { before, erased, left } = words.customers
    const { mails, partners, webhooks, threads } = erasure.left
    const places = [...partners, ...webhooks, ...threads.map((one) => `${one.case} (${one.platform})`)]
    const text = again ? before : `${erased} ${left(mails, places.join(', '))}`
    setFlash(desk, c, { text })
    return goTo(c, `/desk/customers?${new URLSearchParams({ of: customer })}`)
  } catch (error) {
    if (error instanceof StillOwed)
      return html(await page(desk, viewer, of, { owed: { customer, things: error.owed } }), 409)
    if (!(error instanceof DomainError)) throw error
    return html(await page(desk, viewer, of, { flash: { text: error.says(words), bad: true } }), 409)
  }
}
