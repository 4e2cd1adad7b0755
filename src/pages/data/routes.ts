import type { Context } from 'hono'
import { Hono } from 'hono'
import type { PictureStore } from '../../../integrations/pictures/pictures.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { admit } from '../../links.ts'
import { confirmRequest } from '../../personalData/confirm.ts'
import { dataOf } from '../../personalData/export.ts'
import { EXPORT_CSP, exportPage } from '../../personalData/exportPage.tsx'
import { exportZip, pictureOfCustomer, withPictures } from '../../personalData/exportPictures.ts'
import { type DataRequest, requestOfLink } from '../../personalData/request.ts'
import { typedText } from '../shared/fields.tsx'
import { BUTTON_FORM, readForm } from '../shared/form.ts'
import { sendPicture } from '../shared/pictures.ts'
import { methodNotAllowed, onError, respond, respondMessage, tidyLink } from '../shared/respond.ts'
import { requestPage } from './requestPage.tsx'

type With = EdgeDeps & { pictures: PictureStore }
type Link = Context<object, '/d/:token'>

const FILE = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
}
const saved = (name: string, type: string) => ({
  ...FILE,
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="${name}"`,
  'Content-Security-Policy': "default-src 'none'; sandbox",
})

/** Shows what was asked for; once it was confirmed, the copy and its pictures. Records nothing. */
const show = (deps: With) => async (c: Link) => {
  const request = await requestOfLink(deps.db, { token: c.req.param('token'), now: deps.now() })
  const [as, picture] = [c.req.query('as'), c.req.query('picture')]
  if (as === undefined && picture === undefined) return respond(c, requestPage(request))
  if (request.state.is !== 'copy') throw new DomainError('expired', 'There is no copy to read.')
  if (picture !== undefined)
    return sendPicture(c, await pictureOfCustomer(deps, { customer: request.customerId, id: picture }))
  return copyAs(deps, c, request, as ?? '')
}

const copyAs = async (deps: With, c: Link, { customerId, language, now }: DataRequest, as: string) => {
  const found = await dataOf(deps, { customer: customerId, now })
  const look = { language, own: true, pictures: true }
  const linked = (hashed = false) =>
    withPictures(deps, found, ({ id }) => `${deps.publicUrl}/d/${c.req.param('token')}?picture=${id}`, {
      hashed,
    })
  switch (as) {
    case 'page':
      return c.body(exportPage(await linked(), look), 200, {
        ...FILE,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': EXPORT_CSP,
      })
    case 'json':
      return c.body(JSON.stringify(await linked(true), null, 2), 200, saved('data.json', 'application/json'))
    case 'zip': {
      const zip = await exportZip(deps, found, { page: (named) => exportPage(named, look), now })
      return c.body(zip, 200, saved('data.zip', 'application/zip'))
    }
    default:
      throw new DomainError('unknown', 'There is no such form of it.')
  }
}

/** The yes. Pressed twice it changes nothing more. */
const confirm = (deps: With) => async (c: Link) => {
  const at = { token: c.req.param('token'), now: deps.now() }
  await admit(deps, 'data', at.token)
  const form = await readForm(c, BUTTON_FORM)
  if (!form || typedText(form, 'step') !== 'confirm') return respondMessage(c, 'malformed')
  const { state } = await requestOfLink(deps.db, at)
  if (state.is !== 'over') await confirmRequest(deps, { ...at, address: c.req.header('cf-connecting-ip') })
  return respond(c, requestPage(await requestOfLink(deps.db, at)))
}

/** What a customer asked for of their own data. In ops, as the page of their case. */
export const dataPages = (deps: With) =>
  new Hono()
    .onError(onError(deps))
    .use('/d/:token', tidyLink)
    .get('/d/:token', show(deps))
    .post('/d/:token', confirm(deps))
    .all('/d/:token', methodNotAllowed)
