import { randomUUID } from 'node:crypto'
import type { Fault, Form } from '../../../surveys/survey.ts'
import type { LinkLook } from '../../customers/renewLink.ts'
import { localeOf } from '../../locales/index.ts'
import type { CaseView } from '../../render/storyView.ts'
import { StepForm } from '../shared/fields.tsx'
import { layout, type Page, ReachUs } from '../shared/layout.tsx'
import { type CaseContext, Folded } from './context.tsx'
import { Renew, SomebodyElse } from './folded.tsx'
import { Again, Answer, Correct, Questions, Reopen, Write } from './forms.tsx'
import { Call, Done, Remedies, Standing, Story, titleOf } from './parts.tsx'

export type CaseOptions = {
  /** The answer a mail's link carried: shown as chosen, not recorded. */
  chosen?: string
  /** What was sent was just saved. */
  saved?: boolean
  /** What could not be saved, as typed. */
  refused?: { step: string; form: Form; faults: Fault[] }
  /** The case had moved on before it came. */
  late?: boolean
  /** It was sent so often that it was not saved: within an hour, or in all. */
  often?: 'hour' | 'all'
  /** Pictures were sent that could not be kept. */
  pictures?: 'refused' | 'busy'
}

/** A customer's page of their case: first what is asked of them, then how it stands, then what is seldom needed. */
export function casePage(
  view: CaseView,
  { chosen, saved, refused, late, often, pictures }: CaseOptions = {},
): Page {
  const { pages: words, casePage: say, yourData } = localeOf(view.language)
  const page = randomUUID()
  const answered = view.reopenable && chosen === 'yes'
  const at: CaseContext = {
    view,
    words,
    say,
    reopens: view.reopenable && (refused?.step === 'answer' || (chosen !== undefined && chosen !== 'yes')),
    state: (step, of) =>
      refused && refused.step === step && (!of || refused.form.remedy === of)
        ? { words, typed: refused.form, faults: refused.faults }
        : { words, typed: step === 'answer' && chosen && !answered ? { answer: chosen } : {}, faults: [] },
    hidden: (step, of) => ({
      form: `${page}-${step}${of ? view.remedies.findIndex(({ id }) => id === of) : ''}`,
    }),
  }
  const { open, question, questions, slots, callBack, reopenable, stopped } = view
  const asked = question === 'asked'
  const writes = open && questions.length === 0 && !asked
  const title = titleOf(at, saved)
  const wrong = refused && refused.faults.length > 0
  return layout(
    words,
    view.brand,
    {
      title: wrong ? `${words.errors.mark}: ${title}` : title,
      status: wrong ? 422 : late ? 409 : often ? 429 : 200,
    },
    <>
      <h1>{title}</h1>
      {view.reference && <p class="m">{words.survey.reference(view.reference)}</p>}
      {(late || wrong || often) && (
        <p class="f" role="alert">
          {late ? at.say.answeredAlready : wrong ? words.errors.check : words.errors.often[often!]}
        </p>
      )}
      {pictures && (
        <p class="f" role="alert">
          {pictures === 'busy' ? at.say.picturesBusy : at.say.picturesRefused}
        </p>
      )}
      {saved && <p role="status">{pictures ? at.say.textSaved : at.say.saved}</p>}
      <Questions at={at} />
      {at.reopens && <Reopen at={at} />}
      {asked && <Done at={at} />}
      {asked && <Answer at={at} />}
      <Standing at={at} />
      {!asked && <Done at={at} />}
      {callBack && <Call at={at} />}
      <Remedies at={at} />
      <Correct at={at} />
      {writes && <Write at={at} />}
      <Story at={at} />
      <section>
        {open && asked && questions.length === 0 && (
          <Folded at={at} title={at.say.write(view.liaison)} step="say">
            <Write at={at} />
          </Folded>
        )}
        {reopenable && !at.reopens && (
          <Folded at={at} title={at.say.reopen} step="answer">
            <Reopen at={at} />
          </Folded>
        )}
        {view.again && (
          <Folded at={at} title={at.say.again.title} step="again">
            <Again at={at} />
          </Folded>
        )}
        {open && !callBack && slots.length > 0 && (
          <Folded at={at} title={at.say.call} step="call">
            <Call at={at} />
          </Folded>
        )}
        {open && <SomebodyElse at={at} />}
        <Renew at={at} />
        <a class="z" href="?data">
          {yourData.title}
        </a>
        {!stopped && (
          <a class="z" href="?stop">
            {at.say.stop}
          </a>
        )}
      </section>
      <ReachUs brand={view.brand} words={words} />
    </>,
  )
}

/** Says what would stop, and asks once more. */
export function stopPage(view: CaseView): Page {
  const { pages: words, casePage: say } = localeOf(view.language)
  return layout(
    words,
    view.brand,
    { title: say.stopAsk },
    <>
      <h1>{say.stopAsk}</h1>
      <StepForm step="stop" send={say.stopYes} hidden={{ form: `${randomUUID()}-stop` }}>
        <p>{say.stopText(view.brand.name)}</p>
      </StepForm>
      <a class="z" href="?">
        {say.stopNo}
      </a>
    </>,
  )
}

/** A link that has ended shows nothing of its case: one button has a new one mailed. `asked`: it was pressed. */
export function endedLinkPage({ brand, language }: LinkLook, asked = false): Page {
  const { pages: words, casePage: say } = localeOf(language)
  const { errors } = words
  const title = asked ? say.renewed : errors.expired
  return layout(
    words,
    brand,
    { title, status: asked ? 200 : 410 },
    <>
      <h1>{title}</h1>
      {asked ? (
        <section role="status">
          <p>{say.renewedText}</p>
        </section>
      ) : (
        <StepForm step="renew" send={say.renew}>
          <p>{say.renewText}</p>
        </StepForm>
      )}
      <ReachUs brand={brand} words={words} />
    </>,
  )
}
