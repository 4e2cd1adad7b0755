import type { Context } from 'hono'
import { Hono } from 'hono'
import type { PictureStore } from '../../../integrations/pictures/pictures.ts'
import { clean } from '../../../surveys/fields.ts'
import type { Form } from '../../../surveys/survey.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { admit as linkKnown } from '../../links.ts'
import { addPartnerPictures } from '../../pictures/add.ts'
import { pictureOfPartner } from '../../pictures/read.ts'
import { type ByPartner, partnerAccepts, partnerDeclines, partnerDone } from '../../requests/partnerAnswer.ts'
import { requestOfLink } from '../../requests/partnerLink.ts'
import { viewRequest } from '../../requests/partnerView.ts'
import { typedText } from '../shared/fields.tsx'
import { readForm, WORDS_FORM } from '../shared/form.ts'
import { receiveUpload, sendPicture } from '../shared/pictures.ts'
import { limitOf, methodNotAllowed, onError, respond, respondMessage, tidyLink } from '../shared/respond.ts'
import { endedRequestPage, type PartnerOptions, partnerPage } from './partnerPage.tsx'
import { LONGEST } from './partnerParts.tsx'

type With = EdgeDeps & { pictures: PictureStore }
type Link = Context<object, '/p/:token'>
type Step = (deps: EdgeDeps, by: ByPartner, form: Form) => Promise<void>

const wordsIn = (form: Form): string => clean(typedText(form, 'words'))

const STEPS: Record<string, Step> = {
  accept: (deps, by, form) => partnerAccepts(deps, { ...by, due: typedText(form, 'due') }),
  decline: (deps, by, form) => partnerDeclines(deps, { ...by, words: wordsIn(form) }),
  done: (deps, by, form) => partnerDone(deps, { ...by, words: wordsIn(form) }),
}

/** Shows the request, or one of its pictures. Records nothing. */
const show = (deps: With) => (c: Link) =>
  orEnded(deps, c, async (at) => {
    const id = c.req.query('picture')
    if (id !== undefined) return sendPicture(c, await pictureOfPartner(deps, { ...at, id }))
    const said = c.req.query('pictures')
    return respond(
      c,
      partnerPage(await viewRequest(deps, at), {
        saved: c.req.query('saved') !== undefined,
        pictures: said === 'refused' || said === 'busy' ? said : undefined,
      }),
    )
  })

/** Saves the one thing a form says, and answers with the page as it is then. */
const answer = (deps: With) => async (c: Link) => {
  if (/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) return write(deps, c)
  await linkKnown(deps, 'partner', c.req.param('token'))
  const form = await readForm(c, WORDS_FORM)
  const step = form && typedText(form, 'step')
  const run = step && Object.hasOwn(STEPS, step) ? STEPS[step] : undefined
  if (!form || !step || !run) return respondMessage(c, 'malformed')
  return orEnded(deps, c, async (at) => {
    const options = await run(deps, { ...at, formId: typedText(form, 'form') || undefined }, form).then(
      (): PartnerOptions => ({ saved: true }),
      (error) => refusal(error, step, form),
    )
    return respond(c, partnerPage(await viewRequest(deps, at), options))
  })
}

/** Words and pictures: read part by part, once the link is known and there is room. */
const write = (deps: With, c: Link) =>
  orEnded(deps, c, async (at) => {
    const { id } = await requestOfLink(deps, at)
    const path = `/p/${at.token}`
    return receiveUpload(deps, c, { of: `partner ${id}`, path }, async ({ text, pictures, refused }) => {
      const words = clean(text.words ?? '')
      const form = { words }
      try {
        const added = await addPartnerPictures(deps, { ...at, formId: text.form, words, pictures, refused })
        return c.redirect(`${path}?${added.refused ? 'saved&pictures=refused' : 'saved'}`, 303)
      } catch (error) {
        if (error instanceof DomainError && error.field === 'pictures' && !words)
          return c.redirect(`${path}?pictures=refused`, 303)
        return respond(c, partnerPage(await viewRequest(deps, at), refusal(error, 'say', form)))
      }
    })
  })

/** What was typed stays where it can be corrected. */
const refusal = (error: unknown, step: string, form: Form): PartnerOptions => {
  if (!(error instanceof DomainError)) throw error
  const { code, field } = error
  if (code === 'conflict') return { late: true }
  if (code === 'too many') return { often: limitOf(error), refused: { step, form, faults: [] } }
  if (code !== 'invalid' || !field) throw error
  const long = field === 'words' && wordsIn(form).length > LONGEST
  return { refused: { step, form, faults: [{ field, fault: long ? 'too long' : 'missing' }] } }
}

/** A link that has ended says so in its brand's look. */
const orEnded = async (
  deps: EdgeDeps,
  c: Link,
  render: (at: { token: string; now: Date }) => Promise<Response>,
): Promise<Response> => {
  const at = { token: c.req.param('token'), now: deps.now() }
  const request = await requestOfLink(deps, at)
  if (request.ended) return respond(c, endedRequestPage(request))
  return render(at)
}

/** The page of one request to a partner outside. In ops, as customers' cases are. It is all they can reach. */
export const partnerPages = (deps: With) =>
  new Hono()
    .onError(onError(deps))
    .use('/p/:token', tidyLink)
    .get('/p/:token', show(deps))
    .post('/p/:token', answer(deps))
    .all('/p/:token', methodNotAllowed)
