import { randomUUID } from 'node:crypto'
import type { Fault, Form } from '../../../surveys/survey.ts'
import { localeOf } from '../../locales/index.ts'
import type { PartnerRequest } from '../../requests/partnerLink.ts'
import type { PartnerView } from '../../requests/partnerView.ts'
import { layout, type Page, ReachUs } from '../shared/layout.tsx'
import { Accept, Asked, type At, Decline, Done, Folded, Said, Shared, Write } from './partnerParts.tsx'

export type PartnerOptions = {
  /** What was sent was just saved. */
  saved?: boolean
  /** What could not be saved, as typed. */
  refused?: { step: string; form: Form; faults: Fault[] }
  /** The request had moved on before it came. */
  late?: boolean
  often?: 'hour' | 'all'
  pictures?: 'refused' | 'busy'
}

/** A partner's page of one request: what is asked, what they need for it, and their answer. */
export function partnerPage(view: PartnerView, options: PartnerOptions = {}): Page {
  const { saved, refused, late, often, pictures } = options
  const { pages: words, partnerPage: say, casePage } = localeOf(view.language)
  const page = randomUUID()
  const at: At = {
    view,
    say,
    words,
    state: (step) =>
      refused?.step === step
        ? { words, typed: refused.form, faults: refused.faults }
        : { words, typed: {}, faults: [] },
    hidden: (step) => ({ form: `${page}-${step}` }),
  }
  const wrong = refused && refused.faults.length > 0
  const title = say.title(view.brand.name)
  const open = view.state === 'waiting' || view.state === 'accepted'
  return layout(
    words,
    view.brand,
    {
      title: wrong ? `${words.errors.mark}: ${title}` : title,
      status: wrong ? 422 : late ? 409 : often ? 429 : 200,
    },
    <>
      <h1>{title}</h1>
      {(late || wrong || often) && (
        <p class="f" role="alert">
          {late ? say.late : wrong ? words.errors.check : words.errors.often[often!]}
        </p>
      )}
      {pictures && (
        <p class="f" role="alert">
          {pictures === 'busy' ? casePage.picturesBusy : casePage.picturesRefused}
        </p>
      )}
      {saved && <p role="status">{pictures ? casePage.textSaved : say.saved}</p>}
      <Asked at={at} />
      <Shared at={at} />
      {view.state === 'waiting' && <Accept at={at} />}
      {open && <Done at={at} />}
      {view.state === 'accepted' && (
        <Folded at={at} title={say.move} step="accept">
          <Accept at={at} />
        </Folded>
      )}
      {open && (
        <Folded at={at} title={say.decline} step="decline">
          <Decline at={at} />
        </Folded>
      )}
      <Said at={at} />
      <Folded at={at} title={say.write} step="say">
        <Write at={at} hint={casePage.picturesHint} />
      </Folded>
      <p class="m">{say.inside(view.brand.name)}</p>
      <ReachUs brand={view.brand} words={words} />
    </>,
  )
}

/** A link that has ended shows nothing of its request. */
export function endedRequestPage({ brand, language }: Pick<PartnerRequest, 'brand' | 'language'>): Page {
  const { pages: words, partnerPage: say } = localeOf(language)
  return layout(
    words,
    brand,
    { title: say.ended, status: 410 },
    <>
      <h1>{say.ended}</h1>
      <section>
        <p>{say.endedText}</p>
      </section>
      <ReachUs brand={brand} words={words} />
    </>,
  )
}
