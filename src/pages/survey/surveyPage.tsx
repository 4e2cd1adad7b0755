import { csat } from '../../../surveys/csat.ts'
import type { Fault, Form, Step } from '../../../surveys/survey.ts'
import { type PageWords, pageWords, wordFor } from '../../locales/index.ts'
import { dayOf } from '../../locales/times.ts'
import type { SurveyView } from '../../responses/view.ts'
import type { FormState } from '../shared/fields.tsx'
import { layout, type Page } from '../shared/layout.tsx'
import { messagePage } from '../shared/messages.tsx'
import { WithTime } from '../shared/time.tsx'
import { AnswerSummary, NextStep, SaidBefore } from './answerSummary.tsx'
import { blank, formOf, ScoreForm, stepForms, stepTitle } from './surveyForms.tsx'

/** `often`: nothing is wrong with it, but it was sent too often. */
type Refused = { step: Step; form: Form; faults: Fault[]; often?: 'hour' | 'all' }

export type SurveyOptions = {
  /** The score a mail's link carried: shown as chosen, not recorded. */
  chosen?: string
  /** The step just saved. */
  saved?: Step
  /** A step that could not be saved, as typed. */
  refused?: Refused
}

/** The survey at whatever point its customer is. */
export function surveyPage(view: SurveyView, options: SurveyOptions = {}): Page {
  const words = pageWords(view.language)
  const { chosen, saved, refused } = options
  if (view.state === 'expired') return messagePage(words, 'expired', view.brand)
  if (refused) return refusedPage(view, words, refused)
  if (!view.answers)
    return askPage(view, words, { words, typed: chosen ? { score: chosen } : {}, faults: [] })
  if (saved) return savedPage(view, words, saved)
  return revisitPage(view, words, chosen)
}

const About = ({ view, words }: { view: SurveyView; words: PageWords }) => {
  const { channel, endedAt, staffMember, reference } = view.contact
  const way = wordFor(words.channel, channel)
  const rest = [staffMember && words.survey.with(staffMember), reference && words.survey.reference(reference)]
  return (
    <p class="m">
      {way && `${way} · `}
      <WithTime at={endedAt} shown={dayOf(endedAt, { ...view, locale: words.locale })} />
      {rest.map((part) => part && ` · ${part}`)}
    </p>
  )
}

function askPage(
  view: SurveyView,
  words: PageWords,
  state: FormState,
  status: Refusal | 200 = 200,
  said?: string,
): Page {
  const { survey } = words
  const untouched = !state.typed.score && state.faults.length === 0
  const form = () => <ScoreForm state={state} send={survey.send} note={survey.nothingYet} />
  return layout(
    words,
    view.brand,
    { title: titled(words, survey.title, status), status },
    <>
      <h1>{survey.title}</h1>
      <About view={view} words={words} />
      {said && (
        <p class="f" role="alert">
          {said}
        </p>
      )}
      {untouched ? blank(`score ${words.lang}`, form) : form()}
    </>,
  )
}

function savedPage(view: SurveyView, words: PageWords, saved: Step): Page {
  const answers = view.answers!
  const steps = csat.after(answers.score)
  const step = steps[steps.indexOf(saved) + 1]
  if (!step) return endPage(view, words)
  const Form = stepForms[step as keyof typeof stepForms]
  const state = { words, typed: formOf(answers), faults: [] }
  const untouched = Object.keys(state.typed).join() === 'score' && view.contact.phone === null
  const form = () => <Form state={state} view={view} />
  const title = stepTitle(words, step)
  return layout(
    words,
    view.brand,
    { title },
    <>
      <h1>{title}</h1>
      <p role="status">
        {saved === 'score' ? words.survey.saved(answers.score) : words.survey.allSaved}{' '}
        {words.survey.optional}
      </p>
      {saved === 'score' && (
        <>
          <NextStep view={view} words={words} />
          <SaidBefore answers={answers} words={words} />
        </>
      )}
      {untouched ? blank(`${step} ${words.lang} ${view.contact.channel}`, form) : form()}
    </>,
  )
}

function endPage(view: SurveyView, words: PageWords): Page {
  const { score } = view.answers!
  const title = score >= 4 ? words.satisfied.end : score === 3 ? words.neutral.end : words.wrong.title
  return layout(
    words,
    view.brand,
    { title },
    <>
      <h1>{title}</h1>
      <p role="status">{words.survey.allSaved}</p>
      <NextStep view={view} words={words} />
      {mayOpenCase(view) && <p>{words.next.mayOpen}</p>}
      <section>
        <h2>{words.survey.said}</h2>
        <AnswerSummary answers={view.answers!} words={words} />
        <a class="z" href="?">
          {words.survey.change}
        </a>
      </section>
    </>,
  )
}

/** Words of a better score are judged after this page has gone: severe ones open a case. */
const mayOpenCase = ({ answers, recovery }: SurveyView): boolean =>
  !recovery && !!answers && answers.score > 2 && [answers.words, answers.good, answers.kudos].some(Boolean)

function revisitPage(view: SurveyView, words: PageWords, chosen?: string): Page {
  const answers = view.answers!
  const { survey } = words
  const typed = formOf(answers)
  const state = { words, typed, faults: [] }
  const other = chosen !== undefined && chosen !== typed.score
  const score = (
    <ScoreForm state={other ? { ...state, typed: { score: chosen } } : state} send={survey.saveScore} />
  )
  return layout(
    words,
    view.brand,
    { title: survey.yourAnswer },
    <>
      <h1>{survey.yourAnswer}</h1>
      <About view={view} words={words} />
      <p>{survey.before(answers.score)}</p>
      {other ? (
        score
      ) : (
        <details>
          <summary>{survey.changeScore}</summary>
          {score}
        </details>
      )}
      <NextStep view={view} words={words} />
      <SaidBefore answers={answers} words={words} />
      {csat.after(answers.score).map((step) => {
        const Form = stepForms[step as keyof typeof stepForms]
        return <Form state={state} view={view} />
      })}
    </>,
  )
}

function refusedPage(view: SurveyView, words: PageWords, { step, form, faults, often }: Refused): Page {
  const state = { words, typed: form, faults }
  const status = often ? 429 : 422
  const said = often ? words.errors.often[often] : words.errors.check
  if (step === 'score') return askPage(view, words, state, status, said)
  const Form = stepForms[step]
  const title = stepTitle(words, step)
  return layout(
    words,
    view.brand,
    { title: titled(words, title, status), status },
    <>
      <h1>{title}</h1>
      <p class="f" role="alert">
        {said}
      </p>
      <Form state={state} view={view} />
    </>,
  )
}

type Refusal = 422 | 429

const titled = (words: PageWords, title: string, status: Refusal | 200): string =>
  status === 422 ? `${words.errors.mark}: ${title}` : title
