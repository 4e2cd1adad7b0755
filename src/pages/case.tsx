import type { Fault, Form } from '../../surveys/survey.ts'
import { type Words, words as wordsOf } from '../../surveys/words/index.ts'
import type { CaseView } from '../cases/view.ts'
import { Choices, StepForm, Text } from './fields.tsx'
import { layout, type Page } from './layout.tsx'
import { ReachUs } from './said.tsx'
import { timeOf } from './times.ts'

export type CaseOptions = {
  /** The answer a mail's link carried: shown as chosen, not recorded. */
  chosen?: string
  /** The answer was just saved. */
  saved?: boolean
  /** An answer that could not be saved, as typed. */
  refused?: { form: Form; faults: Fault[] }
  /** The question was closed before the answer came. */
  late?: boolean
}

/** A customer's page of their case: what was done, the question, and what has happened. */
export function casePage(view: CaseView, { chosen, saved, refused, late }: CaseOptions = {}): Page {
  const words = wordsOf(view.language)
  const title = titleOf(view, words, saved)
  const asked = view.question === 'asked'
  const status = refused ? 422 : late ? 409 : 200
  const drawn = {
    words,
    typed: refused?.form ?? (chosen ? { answer: chosen } : {}),
    faults: refused?.faults ?? [],
  }
  const due = view.promise && timeOf(view.promise.due, words.locale, view.timeZone)
  return layout(
    words,
    view.brand,
    { title: refused ? `${words.errors.mark}: ${title}` : title, status },
    <>
      <h1>{title}</h1>
      {view.reference && <p class="m">{words.survey.reference(view.reference)}</p>}
      {late && (
        <p class="f" role="alert">
          {words.case.answeredAlready}
        </p>
      )}
      <Standing view={view} words={words} due={due} />
      {view.done && (
        <section class="n">
          <h2>{view.liaison ? words.case.doneBy(view.liaison) : words.case.done}</h2>
          <p class="t">{view.done}</p>
        </section>
      )}
      <Remedies view={view} words={words} />
      {asked && (
        <StepForm step="answer" send={words.case.send}>
          <Choices
            drawn={drawn}
            name="answer"
            legend={words.case.asked}
            type="radio"
            required
            choices={Object.entries(words.case.answers).map(([value, label]) => ({ value, label }))}
          />
          <Text drawn={drawn} name="words" label={words.case.words} hint={words.case.wordsHint} lines />
          <p class="m">{words.case.nothingYet}</p>
        </StepForm>
      )}
      <Story view={view} words={words} />
      <ReachUs brand={view.brand} words={words} />
    </>,
  )
}

function titleOf(view: CaseView, { case: words }: Words, saved?: boolean): string {
  if (view.question === 'asked') return words.asked
  if (view.question === 'closed') return words.closed
  if (view.question === 'answered' && view.answer?.answer === 'yes') return words.thanksYes
  return saved ? words.goesOn : words.waiting
}

const Standing = ({ view, words, due }: { view: CaseView; words: Words; due: string | null }) => {
  const { question, answer } = view
  if (question === 'asked') return null
  const text =
    question === 'closed'
      ? words.case.closedText
      : question === 'answered'
        ? answer?.answer === 'yes'
          ? words.case.thanksYesText
          : words.case.goesOnText
        : null
  return (
    <section class="n" role="status">
      {question === 'answered' && answer && (
        <p>{words.case.youAnswered(words.case.answers[answer.answer])}</p>
      )}
      {text && <p>{text}</p>}
      {due && <p>{words.case.promise(due)}</p>}
    </section>
  )
}

const Remedies = ({ view, words }: { view: CaseView; words: Words }) =>
  view.remedies.length === 0 ? null : (
    <section>
      <h2>{words.case.remedies}</h2>
      <ul>
        {view.remedies.map(({ kind, words: said, amount, currency, done, due }) => (
          <li>
            <b>
              {words.case.remedy[kind] ?? kind}
              {amount && ` ${money(amount, currency, words.locale)}`}
            </b>
            {said && <div class="t">{said}</div>}
            <div class="m">
              {done
                ? `✓ ${words.case.remedyDone}`
                : due && words.case.remedyDue(timeOf(due, words.locale, view.timeZone))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )

const Story = ({ view, words }: { view: CaseView; words: Words }) => (
  <section>
    <h2>{words.case.story}</h2>
    <ol>
      {view.steps.map(({ at, kind, text, by }) => (
        <li>
          <div class="m">{timeOf(at, words.locale, view.timeZone)}</div>
          {words.case.steps[kind](by)}
          {text && <div class="t">{text}</div>}
        </li>
      ))}
    </ol>
  </section>
)

function money(amount: string, currency: string | null, locale: string): string {
  const minimumFractionDigits = Number.isInteger(Number(amount)) ? 0 : 2
  const known = currency && /^[A-Z]{3}$/.test(currency) ? { style: 'currency' as const, currency } : {}
  return Number(amount).toLocaleString(locale, { minimumFractionDigits, ...known })
}
