import { type Context, Hono } from 'hono'
import type { PictureStore } from '../../../integrations/pictures/pictures.ts'
import { clean } from '../../../surveys/fields.ts'
import type { Fault } from '../../../surveys/survey.ts'
import { caseOfLink } from '../../cases/caseLinks.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { addPictures } from '../../pictures/add.ts'
import { pictureOfLink } from '../../pictures/read.ts'
import { viewCase } from '../../render/story.ts'
import { receiveUpload, sendPicture } from '../shared/pictures.ts'
import { limitOf, onError, respond } from '../shared/respond.ts'
import type { Upload } from '../shared/upload.ts'
import { casePage } from './casePage.tsx'

type With = EdgeDeps & { pictures: PictureStore }

/**
 * A case's pictures, to be added and looked at by its customer. In ops, since they are large and their reading is no
 * matter of an answer's speed; the page around them is edge's, and says what came of it.
 */
export const pictureRoutes = (deps: With) =>
  new Hono()
    .onError(onError(deps))
    .post('/c/:token', async (c, next) => {
      if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) return next()
      const token = c.req.param('token')
      // A stranger's megabytes are not even read
      const caseId = await caseOfLink(deps.db, token, deps.now())
      return receiveUpload(deps, c, { of: caseId, path: `/c/${token}` }, (upload) =>
        receive(deps, c, token, upload),
      )
    })
    .get('/c/:token', async (c, next) => {
      const id = c.req.query('picture')
      if (id === undefined) return next()
      return sendPicture(c, await pictureOfLink(deps, { token: c.req.param('token'), id, now: deps.now() }))
    })

const back = (c: Context, token: string, said: string) => c.redirect(`/c/${token}?${said}`, 303)

const receive = async (
  deps: With,
  c: Context,
  token: string,
  { text, pictures, refused }: Upload,
): Promise<Response> => {
  const at = { token, now: deps.now() }
  const words = clean(text.words ?? '')
  try {
    const added = await addPictures(deps, { ...at, words, formId: text.form, pictures, refused })
    return back(c, token, added.refused ? 'saved&pictures=refused' : 'saved')
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.field === 'pictures' && !words) return back(c, token, 'pictures=refused')
    if (error.code === 'too many')
      return respond(c, casePage(await viewCase(deps, at), { often: limitOf(error), refused: said(words) }))
    if (error.code !== 'invalid' && error.code !== 'conflict') throw error
    // The words stay in their field, where they can be corrected
    const fault: Fault = { field: 'words', fault: words ? 'too long' : 'missing' }
    const late = error.code === 'conflict'
    return respond(c, casePage(await viewCase(deps, at), { refused: said(words, late ? [] : [fault]), late }))
  }
}

const said = (words: string, faults: Fault[] = []) => ({ step: 'say', form: { words }, faults })
