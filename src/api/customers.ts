import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { eraseCustomer, StillOwed } from '../personalData/erase.ts'
import { exportCustomer } from '../personalData/export.ts'
import { exportPage } from '../personalData/exportPage.tsx'
import { exportZip, pictureOfCustomer, withPictures } from '../personalData/exportPictures.ts'
import { findCustomers } from '../personalData/find.ts'
import { inEnglish } from '../personalData/owed.ts'
import { authenticate } from '../setup/keys.ts'
import { problem } from './problem.ts'
import { queryFaults } from './request.ts'

/**
 * `/v1/customers`: who somebody is by address, everything about them, and their erasure. Of an address only a whole one
 * counts.
 */
export const customersApi = (deps: EdgeDeps & { pictures: PictureStore }) => {
  const key = async (c: Context, scope: 'customers:read' | 'customers:erase') => {
    const { id } = await authenticate(deps, { header: c.req.header('authorization'), scope })
    const address = c.req.header('cf-connecting-ip')
    return { by: { kind: 'key', id }, from: { door: 'api', address }, now: deps.now() } as const
  }
  const refused = (c: Context, known: readonly string[]) => {
    const faults = queryFaults(c, known)
    return faults.length > 0 ? problem(c, 422, 'The request can’t be used as it is.', faults) : undefined
  }
  return new Hono()
    .get('/', async (c) => {
      await key(c, 'customers:read')
      const wrong = refused(c, ['of'])
      if (wrong) return wrong
      const of = c.req.query('of')
      if (!of?.trim())
        throw new DomainError('invalid', 'of is a whole e-mail address, telephone number or id.', 'of')
      return c.json({ customers: await findCustomers(deps, of) })
    })
    .get('/:id/export', async (c) => {
      const by = await key(c, 'customers:read')
      const wrong = refused(c, [])
      if (wrong) return wrong
      const found = await exportCustomer(deps, { customer: c.req.param('id'), ...by })
      const accepted = c.req.header('accept') ?? ''
      if (/\bapplication\/zip\b/.test(accepted)) {
        const page = (named: typeof found) => exportPage(named, { pictures: true })
        return c.body(await exportZip(deps, found, { page, now: by.now }), 200, {
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="customer-${found.customer}.zip"`,
        })
      }
      const link = ({ id }: { id: string }) =>
        `${deps.publicUrl}/v1/customers/${found.customer}/pictures/${id}`
      if (/\btext\/html\b/.test(accepted))
        return c.html(exportPage(await withPictures(deps, found, link), { pictures: true }))
      return c.json(await withPictures(deps, found, link, { hashed: true }))
    })
    .get('/:id/pictures/:picture', async (c) => {
      await key(c, 'customers:read')
      const wrong = refused(c, [])
      if (wrong) return wrong
      const { id, picture } = c.req.param()
      const { type, bytes } = await pictureOfCustomer(deps, { customer: id, id: picture })
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
        'content-type': type,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      })
    })
    .delete('/:id', async (c) => {
      const by = await key(c, 'customers:erase')
      const wrong = refused(c, ['force'])
      if (wrong) return wrong
      const force = c.req.query('force')
      if (force !== undefined && force !== 'true')
        throw new DomainError('invalid', 'force is true, or not given.', 'force')
      try {
        const { erasure, again } = await eraseCustomer(deps, {
          customer: c.req.param('id'),
          force: force === 'true',
          ...by,
        })
        deps.wake()
        const { id, at, forced, owed, rows, left } = erasure
        return c.json({ erasure: id, again, at: at.toISOString(), forced, owed, rows, left })
      } catch (error) {
        if (!(error instanceof StillOwed)) throw error
        deps.wake()
        const errors = error.owed.map((one) => ({ field: `case ${one.case}`, message: inEnglish(one) }))
        return problem(c, 409, 'Something is still owed: fulfil it, or erase with force=true.', errors)
      }
    })
}
