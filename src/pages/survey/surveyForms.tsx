import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { drivers, likelyDrivers } from '../../../surveys/drivers.ts'
import type { Answers, Form, Step } from '../../../surveys/survey.ts'
import type { PageWords } from '../../locales/index.ts'
import type { SurveyView } from '../../responses/view.ts'
import { Choices, type FormState, StepForm, Text } from '../shared/fields.tsx'

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

export const ScoreForm = ({ state, send, note }: { state: FormState; send: string; note?: string }) => {
  const { words } = state
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
        state={state}
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

const Drivers = ({ state, channel, legend }: { state: FormState; channel: string; legend: string }) => {
  const { words } = state
  const said = [state.typed.drivers ?? []].flat()
  const likely = likelyDrivers(channel)
  const first = drivers.filter((driver) => !likely.includes(driver) && said.includes(driver))
  const choice = (value: (typeof drivers)[number]) => ({ value, label: words.drivers[value] })
  return (
    <Choices
      state={state}
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

const WrongForm = ({ state, view }: { state: FormState; view: SurveyView }) => {
  const { wrong, about } = state.words
  return (
    <StepForm step="wrong" send={wrong.send}>
      <Drivers state={state} channel={view.contact.channel} legend={wrong.drivers} />
      <Text state={state} name="words" label={wrong.words} lines />
      <Choices state={state} name="about" legend={wrong.about} type="radio" choices={entries(about)} />
    </StepForm>
  )
}

const RightForm = ({ state, view }: { state: FormState; view: SurveyView }) => {
  const { right, handling, reach } = state.words
  const ending = view.contact.phone?.replace(/\D/g, '').slice(-2)
  return (
    <StepForm step="right" send={right.send}>
      <Text state={state} name="wish" label={right.wish} lines />
      <Choices
        state={state}
        name="handling"
        legend={right.handling}
        type="radio"
        choices={entries(handling)}
      />
      <Choices state={state} name="reach" legend={right.reach} type="radio" choices={entries(reach)} />
      <div class="i">
        {ending && <input type="hidden" name="phoneKnown" value="yes" />}
        <Text
          state={state}
          name="phone"
          label={right.phone}
          hint={ending && right.phoneKnown(ending)}
          type="tel"
          autocomplete="tel"
        />
        <Text state={state} name="when" label={right.when} hint={right.whenHint} />
      </div>
    </StepForm>
  )
}

const NeutralForm = ({ state, view }: { state: FormState; view: SurveyView }) => {
  const { neutral } = state.words
  return (
    <StepForm step="neutral" send={neutral.send}>
      <Drivers state={state} channel={view.contact.channel} legend={neutral.drivers} />
      <Text state={state} name="words" label={neutral.words} lines />
    </StepForm>
  )
}

const SatisfiedForm = ({ state }: { state: FormState; view: SurveyView }) => {
  const { satisfied } = state.words
  return (
    <StepForm step="satisfied" send={satisfied.send}>
      <Text state={state} name="good" label={satisfied.good} lines />
      <Text state={state} name="kudos" label={satisfied.kudos} hint={satisfied.kudosHint} />
    </StepForm>
  )
}

/** Forms in which nothing is typed yet look the same to everybody: state once by what they differ in. */
const blanks = new Map<string, Child>()
const BLANKS = 500

export const blank = (key: string, render: () => Child): Child => {
  let state = blanks.get(key)
  if (!state) {
    if (blanks.size >= BLANKS) blanks.clear()
    state = raw(String(render()))
    blanks.set(key, state)
  }
  return state
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
