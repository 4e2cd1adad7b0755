import { wordFor } from '../../locales/index.ts'
import { money } from '../../money.ts'
import type { CaseView } from '../../render/storyView.ts'
import { StepForm } from '../shared/fields.tsx'
import { WithTime } from '../shared/time.tsx'
import { bareTime, type CaseContext, endingOf, Folded, When } from './context.tsx'
import { CallForm, RemedyForm } from './folded.tsx'

export function titleOf({ view, say, reopens }: CaseContext, saved?: boolean): string {
  const { question, answer, questions } = view
  if (reopens) return say.reopen
  if (view.stopped) return say.stopped
  if (questions.length > 0) return say.question
  if (question === 'asked') return say.asked
  if (question === 'closed') return say.closed
  if (question === 'answered' && answer?.answer === 'yes') return say.thanksYes
  return question === 'answered' && saved ? say.goesOn : say.waiting
}

/** Who has it, and what comes next by when. */
export const Standing = ({ at }: { at: CaseContext }) => {
  const { view, say } = at
  const { question, answer, promise, stopped, open, liaison, department } = view
  const final = question === 'closed' && view.steps.findLast(({ kind }) => kind === 'final answer')
  if (final)
    return (
      <section class="n">
        <StoryStep at={at} step={final} />
      </section>
    )
  const text =
    question === 'closed'
      ? stopped
        ? say.stoppedText
        : say.closedText
      : question === 'answered'
        ? answer?.answer === 'yes'
          ? say.thanksYesText
          : say.goesOnText
        : null
  return (
    <section class="n">
      {question === 'answered' && answer && <p>{say.youAnswered(say.answers[answer.answer])}</p>}
      {text && <p>{text}</p>}
      {open && <p>{liaison ? say.has(liaison, department) : say.goneTo(department)}</p>}
      {promise && (
        <p>
          <When
            shown={at}
            at={promise.due}
            say={promise.kind === 'your answer' ? say.comeBack : say.promise}
          />
        </p>
      )}
      {stopped && <StepForm step="undo" send={say.undo} quiet />}
    </section>
  )
}

export const Done = ({ at: { view, say } }: { at: CaseContext }) =>
  view.done ? (
    <section class="n">
      <h2>{view.liaison ? say.doneBy(view.liaison) : say.done}</h2>
      <p class="t" dir="auto">
        {view.done}
      </p>
    </section>
  ) : null

const RemedyName = ({
  at: { words, say },
  remedy: { kind, amount, currency },
}: {
  at: CaseContext
  remedy: Pick<CaseView['remedies'][number], 'kind' | 'amount' | 'currency'>
}) => (
  <>
    {wordFor(say.remedy, kind) ?? kind}
    {amount && ` ${money(words, amount, currency)}`}
  </>
)

export const Remedies = ({ at }: { at: CaseContext }) => {
  const { view, say } = at
  return view.remedies.length === 0 ? null : (
    <section>
      <h2>{say.remedies}</h2>
      <ul>
        {view.remedies.map((remedy) => (
          <li>
            <b>
              <RemedyName at={at} remedy={remedy} />
            </b>
            {remedy.words && (
              <div class="t" dir="auto">
                {remedy.words}
              </div>
            )}
            <div class="m">
              {remedy.done
                ? `✓ ${say.remedyDone}`
                : remedy.due && <When shown={at} at={remedy.due} say={say.remedyDue} />}
            </div>
            {remedy.accepted && <div class="m">✓ {say.accepted}</div>}
            {remedy.changeAsked && (
              <div class="m">
                {say.changeAsked}:{' '}
                <span class="t" dir="auto">
                  {remedy.changeAsked}
                </span>
              </div>
            )}
            {view.open && !remedy.done && <RemedyForm at={at} id={remedy.id} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A call that is booked, and how to move or cancel it; else the free times. */
export const Call = ({ at }: { at: CaseContext }) => {
  const { view, say } = at
  const { callBack } = view
  if (!callBack) return <CallForm at={at} />
  return (
    <section class="n">
      <p>
        <When shown={at} at={callBack.at} say={(when) => say.callAt(when, endingOf(callBack.phone))} />
      </p>
      {view.slots.length > 0 && (
        <Folded at={at} title={say.move} step="call">
          <CallForm at={at} />
        </Folded>
      )}
      <StepForm step="cancel" send={say.cancel} hidden={at.hidden('cancel')} quiet />
    </section>
  )
}

const stepWords = ({ say }: CaseContext, { kind, by, answer }: CaseView['steps'][number], when: string) =>
  say.steps[kind](by, when, answer ? say.answers[answer] : '')

const StoryStep = ({ at, step }: { at: CaseContext; step: CaseView['steps'][number] }) => (
  <>
    <When shown={at} at={step.when ?? step.at} say={(when) => stepWords(at, step, when)} />
    {step.text && (
      <div class="t" dir="auto">
        {step.text}
      </div>
    )}
    {step.remedy && (
      <div>
        <RemedyName at={at} remedy={step.remedy} />
      </div>
    )}
    {step.body && <div>{at.say.dispute(step.body)}</div>}
    {step.pictures.map((id, n) => (
      <a href={`?picture=${id}`}>
        <img
          src={`?picture=${id}`}
          alt={at.say.picture(n + 1, step.pictures.length, bareTime(at, step.at))}
          loading="lazy"
        />
      </a>
    ))}
  </>
)

export const Story = ({ at }: { at: CaseContext }) => {
  const { view, say } = at
  return (
    <section>
      <h2>{say.story}</h2>
      <ol>
        {view.steps.map((step) => (
          <li>
            <div class="m">
              <WithTime at={step.at} shown={bareTime(at, step.at)} />
            </div>
            <StoryStep at={at} step={step} />
          </li>
        ))}
      </ol>
    </section>
  )
}
