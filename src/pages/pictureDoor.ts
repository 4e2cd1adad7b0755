import { type Context, Hono } from 'hono'
import { readBytes } from '../../integrations/body.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { clean } from '../../surveys/fields.ts'
import type { Fault } from '../../surveys/survey.ts'
import { caseOfLink, viewCase } from '../cases/customer/viewCase.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { AT_ONCE, addPictures } from '../pictures/add.ts'
import { LARGEST_BYTES } from '../pictures/clean.ts'
import { pictureOfLink } from '../pictures/read.ts'
import { answer, onError } from './answer.ts'
import { casePage } from './case.tsx'
import { isMultipart } from './multipart.ts'

/** So many pictures at their largest, with the words and the form around them. */
const LARGEST_FORM = AT_ONCE * LARGEST_BYTES + 128 * 1024
/** On a slow line: so many at 2.6 Mbit/s. The server allows no request more. */
const SLOWEST_FORM = 300
/** Nothing in it can run, and nobody else keeps it. */
const HEADERS = {
  'Cache-Control': 'private, max-age=86400, immutable',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Content-Disposition': 'inline',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
  'Referrer-Policy': 'no-referrer',
}

const pictureHeaders = (type: string) => ({ 'Content-Type': type, ...HEADERS })

/**
 * A case's pictures, to be added and looked at by its customer. In ops, since they are large and their reading is no
 * matter of an answer's speed; the page around them is edge's, and says what came of it.
 */
export const pictureDoor = (deps: EdgeDeps & { pictures: PictureStore }) =>
  new Hono()
    .onError(onError(deps))
    .post('/c/:token', async (c, next) => {
      if (!isMultipart(c.req.header('content-type'))) return next()
      const token = c.req.param('token')
      const back = (said: string) => c.redirect(`/c/${token}?${said}`, 303)
      // A stranger's megabytes are not even read
      await caseOfLink(deps.db, token, deps.now())
      const form = await readFiles(c)
      if (!form) throw new DomainError('invalid', 'This is not a form.')
      const files = form
        .getAll('pictures')
        .filter((file) => typeof file !== 'string' && file.size > 0) as File[]
      const text = (name: string) => {
        const value = form.get(name)
        return typeof value === 'string' ? clean(value) : undefined
      }
      const at = { token, now: deps.now() }
      const words = text('words')
      try {
        const { refused } = await addPictures(deps, {
          ...at,
          words,
          formId: text('form'),
          files,
        })
        return back(refused ? 'saved&pictures=refused' : 'saved')
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        if (error.field === 'pictures' && !words) return back('pictures=refused')
        if (error.code !== 'invalid' && error.code !== 'conflict') throw error
        // The words stay in their field, where they can be mended
        const fault: Fault = { field: 'words', fault: words ? 'too long' : 'missing' }
        const late = error.code === 'conflict'
        const refused = { step: 'say', form: { words: words ?? '' }, faults: late ? [] : [fault] }
        return answer(c, casePage(await viewCase(deps, at), { refused, late }))
      }
    })
    .get('/c/:token', async (c, next) => {
      const id = c.req.query('picture')
      if (id === undefined) return next()
      const { type, bytes } = await pictureOfLink(deps, { token: c.req.param('token'), id, now: deps.now() })
      return c.body(bytes, 200, pictureHeaders(type))
    })

/** A Worker has 128 MB: a form whose length was said, which the server holds it to, is not copied before it is read. */
const readFiles = async (c: Context): Promise<FormData | null> => {
  const { raw } = c.req
  if (Number(c.req.header('content-length') ?? Number.NaN) <= LARGEST_FORM)
    return raw.formData().catch(() => null)
  const body = await readBytes(raw, { bytes: LARGEST_FORM, seconds: SLOWEST_FORM })
  const headers = { 'content-type': c.req.header('content-type') ?? '' }
  return new Response(body as BodyInit, { headers }).formData().catch(() => null)
}
