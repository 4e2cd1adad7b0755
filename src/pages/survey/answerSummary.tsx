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

/** What the customer has said, as a list of question and answer. */
export const AnswerSummary = ({ answers, words }: { answers: Answers; words: PageWords }) => {
  const { wrong, right, neutral, satisfied, survey } = words
  const { score, drivers, about, handling, reach } = answers
  const reached = reach && words.reach[reach.may ? (reach.how ?? 'mail') : 'no']
  const bad = score <= 2
  const pairs: [string, string | undefined][] = [
    [survey.question, survey.scoreIs(score)],
    ...(score <= 3
      ? ([
          [bad ? wrong.drivers : neutral.drivers, drivers?.map((driver) => words.drivers[driver]).join(', ')],
          [wrong.words, answers.words],
        ] as [string, string | undefined][])
      : []),
    ...(bad
      ? ([
          [wrong.about, about && words.about[about]],
          [right.wish, answers.wish],
          [right.handling, handling && words.handling[handling]],
          [right.reach, [reached, reach?.phone, reach?.when].filter(Boolean).join(' · ')],
        ] as [string, string | undefined][])
      : []),
    ...(score >= 4
      ? ([
          [satisfied.good, answers.good],
          [satisfied.kudos, answers.kudos],
        ] as [string, string | undefined][])
      : []),
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
