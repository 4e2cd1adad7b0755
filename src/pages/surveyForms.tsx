import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { drivers, likelyDrivers } from '../../surveys/drivers.ts'
import type { Answers, Form, Step } from '../../surveys/survey.ts'
import type { PageWords } from '../locales/index.ts'
import type { SurveyView } from '../responses/view.ts'
import { Choices, type Drawn, StepForm, Text } from './fields.tsx'

/** Answers as the forms hold them: what `parseStep` reads, backwards. */
export function formOf(answers: Answers | null): Form {
  if (!answers) return {}
  const { score, reach, drivers: chosen, ...texts } = answers
  const how = reach && (reach.may ? (reach.how ?? 'mail') : 'no')
  return {
    ...texts,
    score: String(score),
    ...(chosen && { drivers: chosen }),
    ...(how && { reach: how, phone: reach.phone ?? '', when: reach.when ?? '' }),
  }
}

const entries = (choices: Record<string, string>) =>
  Object.entries(choices).map(([value, label]) => ({ value, label }))

export const ScoreForm = ({ drawn, send, note }: { drawn: Drawn; send: string; note?: string }) => {
  const { words } = drawn
  const choices = words.scores.map((meaning, at) => ({
    value: String(at + 1),
    label: (
      <>
        {at + 1}
        <i class="v">, {meaning}</i>
      </>
    ),
  }))
  const ends = (
    <p class="e m" aria-hidden="true">
      <span>{words.scores[0]}</span>
      <span>{words.scores[4]}</span>
    </p>
  )
  return (
    <StepForm step="score" send={send}>
      <Choices
        drawn={drawn}
        name="score"
        legend={words.survey.question}
        type="radio"
        row
        required
        choices={choices}
        after={ends}
      />
      {note && <p class="m">{note}</p>}
    </StepForm>
  )
}

const Drivers = ({ drawn, channel, legend }: { drawn: Drawn; channel: string; legend: string }) => {
  const { words } = drawn
  const said = [drawn.typed.drivers ?? []].flat()
  const likely = likelyDrivers(channel)
  const first = drivers.filter((driver) => !likely.includes(driver) && said.includes(driver))
  const choice = (value: (typeof drivers)[number]) => ({ value, label: words.drivers[value] })
  return (
    <Choices
      drawn={drawn}
      name="drivers"
      legend={legend}
      hint={words.wrong.several}
      type="checkbox"
      choices={[...likely, ...first].map(choice)}
      rest={{
        title: words.wrong.more,
        choices: drivers.filter((driver) => !likely.includes(driver) && !first.includes(driver)).map(choice),
      }}
    />
  )
}

const WrongForm = ({ drawn, view }: { drawn: Drawn; view: SurveyView }) => {
  const { wrong, about } = drawn.words
  return (
    <StepForm step="wrong" send={wrong.send}>
      <Drivers drawn={drawn} channel={view.contact.channel} legend={wrong.drivers} />
      <Text drawn={drawn} name="words" label={wrong.words} lines />
      <Choices drawn={drawn} name="about" legend={wrong.about} type="radio" choices={entries(about)} />
    </StepForm>
  )
}

const RightForm = ({ drawn, view }: { drawn: Drawn; view: SurveyView }) => {
  const { right, handling, reach } = drawn.words
  const ending = view.contact.phone?.replace(/\D/g, '').slice(-2)
  return (
    <StepForm step="right" send={right.send}>
      <Text drawn={drawn} name="wish" label={right.wish} lines />
      <Choices
        drawn={drawn}
        name="handling"
        legend={right.handling}
        type="radio"
        choices={entries(handling)}
      />
      <Choices drawn={drawn} name="reach" legend={right.reach} type="radio" choices={entries(reach)} />
      <div class="i">
        {ending && <input type="hidden" name="phoneKnown" value="yes" />}
        <Text
          drawn={drawn}
          name="phone"
          label={right.phone}
          hint={ending && right.phoneKnown(ending)}
          type="tel"
          autocomplete="tel"
        />
        <Text drawn={drawn} name="when" label={right.when} hint={right.whenHint} />
      </div>
    </StepForm>
  )
}

const NeutralForm = ({ drawn, view }: { drawn: Drawn; view: SurveyView }) => {
  const { neutral } = drawn.words
  return (
    <StepForm step="neutral" send={neutral.send}>
      <Drivers drawn={drawn} channel={view.contact.channel} legend={neutral.drivers} />
      <Text drawn={drawn} name="words" label={neutral.words} lines />
    </StepForm>
  )
}

const SatisfiedForm = ({ drawn }: { drawn: Drawn; view: SurveyView }) => {
  const { satisfied } = drawn.words
  return (
    <StepForm step="satisfied" send={satisfied.send}>
      <Text drawn={drawn} name="good" label={satisfied.good} lines />
      <Text drawn={drawn} name="kudos" label={satisfied.kudos} hint={satisfied.kudosHint} />
    </StepForm>
  )
}

/** Forms in which nothing is typed yet look the same to everybody: drawn once by what they differ in. */
const blanks = new Map<string, Child>()
const BLANKS = 500

export const blank = (key: string, draw: () => Child): Child => {
  let drawn = blanks.get(key)
  if (!drawn) {
    if (blanks.size >= BLANKS) blanks.clear()
    drawn = raw(String(draw()))
    blanks.set(key, drawn)
  }
  return drawn
}

/** The forms that follow a score. */
export const stepForms = {
  wrong: WrongForm,
  right: RightForm,
  neutral: NeutralForm,
  satisfied: SatisfiedForm,
} satisfies Partial<Record<Step, unknown>>

export const stepTitle = (words: PageWords, step: Step): string =>
  step === 'score' ? words.survey.title : words[step].title
