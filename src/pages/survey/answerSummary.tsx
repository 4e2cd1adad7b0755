import type { Answers } from '../../../surveys/survey.ts'
import type { PageWords } from '../../locales/index.ts'
import { zonedTimeOf } from '../../locales/times.ts'
import type { SurveyView } from '../../responses/view.ts'
import { ReachUs } from '../shared/layout.tsx'
import { WithTime } from '../shared/time.tsx'

/** What happens next, by when, and whom to reach. Nothing where no case is open. */
export const NextStep = ({ view, words }: { view: SurveyView; words: PageWords }) => {
  const { recovery, answers, brand } = view
  const { next } = words
  if (!recovery) return null
  const { by, person, department } = recovery
  const when = zonedTimeOf(by, { ...view, locale: words.locale })
  const declined = answers?.reach?.may === false
  return (
    <section class="n">
      <h2>{next.title}</h2>
      <p>
        {declined ? (
          next.noContact(person, department)
        ) : (
          <WithTime
            at={by}
            shown={when}
            say={(when) =>
              person ? next.person(person, department, when) : next.department(department, when)
            }
          />
        )}
      </p>
      <ReachUs brand={brand} words={words} />
    </section>
  )
}

/** What was said under an earlier score, which the forms of this one do not show. Nothing where there is none. */
export const SaidBefore = ({ answers, words }: { answers: Answers; words: PageWords }) => {
  const { score, good, kudos, drivers, words: text, ...said } = answers
  const kept: Partial<Answers> =
    score <= 2 ? { good, kudos } : score === 3 ? { ...said, good, kudos } : { ...said, drivers, words: text }
  if (!Object.values(kept).some(Boolean)) return null
  return (
    <section>
      <h2>{words.survey.said}</h2>
      <AnswerSummary answers={{ ...kept, score }} words={words} />
    </section>
  )
}

/** What the customer has said at any score, as a list of question and answer. */
export const AnswerSummary = ({ answers, words }: { answers: Answers; words: PageWords }) => {
  const { wrong, right, neutral, satisfied, survey } = words
  const { score, drivers, about, handling, reach } = answers
  const reached = reach && words.reach[reach.may ? (reach.how ?? 'mail') : 'no']
  const pairs: [string, string | undefined][] = [
    [survey.question, survey.scoreIs(score)],
    [
      score === 3 ? neutral.drivers : wrong.drivers,
      drivers?.map((driver) => words.drivers[driver]).join(', '),
    ],
    [wrong.words, answers.words],
    [wrong.about, about && words.about[about]],
    [right.wish, answers.wish],
    [right.handling, handling && words.handling[handling]],
    [right.reach, [reached, reach?.phone, reach?.when].filter(Boolean).join(' · ')],
    [satisfied.good, answers.good],
    [satisfied.kudos, answers.kudos],
  ]
  return (
    <dl>
      {pairs.map(
        ([question, answer]) =>
          answer && (
            <>
              <dt>{question}</dt>
              <dd class="t" dir="auto">
                {answer}
              </dd>
            </>
          ),
      )}
    </dl>
  )
}
