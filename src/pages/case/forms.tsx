import { CONFIRMATIONS } from '../../cases/otherMoves.ts'
import { LONGEST_ACCOUNT } from '../../customers/correct.ts'
import { Choices, PicturesField, StepForm, Text } from '../shared/fields.tsx'
import { type CaseContext, Folded } from './context.tsx'

type Props = { at: CaseContext }

const answers = ({ say }: CaseContext, from = 0) =>
  CONFIRMATIONS.slice(from).map((value) => ({ value, label: say.answers[value] }))

/** Is it put right? The one question that ends a case. */
export const Answer = ({ at }: Props) => {
  const { say } = at
  const state = at.state('answer')
  return (
    <StepForm step="answer" send={say.send} hidden={at.hidden('answer')}>
      <Choices
        state={state}
        name="answer"
        legend={say.yourAnswer}
        type="radio"
        required
        choices={answers(at)}
      />
      <Text state={state} name="words" label={say.words} hint={say.wordsHint} lines />
      <p class="m">{say.nothingYet}</p>
    </StepForm>
  )
}

/** A yes can be taken back; who comes to do so finds it first. */
export const Reopen = ({ at }: Props) => {
  const { say } = at
  const state = at.state('answer')
  return (
    <StepForm step="answer" send={say.reopenSend} hidden={at.hidden('answer')}>
      <Choices
        state={state}
        name="answer"
        legend={say.asked}
        type="radio"
        required
        choices={answers(at, 1)}
      />
      <Text state={state} name="words" label={say.words} hint={say.wordsHint} lines />
    </StepForm>
  )
}

/** "That isn't right": words on the page of a case that has ended. */
export const Again = ({ at }: Props) => {
  const { view, say } = at
  return view.again === null ? null : (
    <StepForm step="again" send={say.again.send[view.again]} hidden={at.hidden('again')}>
      <Text
        state={at.state('again')}
        name="words"
        id="again"
        label={say.again.words}
        hint={say.again.hint[view.again]}
        lines
      />
    </StepForm>
  )
}

/** What we asked; words to us answer it. */
export const Questions = ({ at }: Props) => {
  const { view, say } = at
  return view.questions.length === 0 ? null : (
    <>
      {view.questions.map(({ by, text }) => (
        <section class="n">
          <h2>{say.asks(by)}</h2>
          <p class="t" dir="auto">
            {text}
          </p>
        </section>
      ))}
      <Write at={at} />
    </>
  )
}

export const Write = ({ at }: Props) => {
  const { view, say } = at
  const label = view.questions.length > 0 ? say.yourAnswer : say.write(view.liaison)
  return (
    <StepForm step="say" send={at.words.right.send} hidden={at.hidden('say')} files>
      <Text state={at.state('say')} name="words" id="say" label={label} lines />
      <PicturesField label={say.pictures} hint={say.picturesHint} />
    </StepForm>
  )
}

/** What happened as it was agreed, and how to correct it. */
export const Correct = ({ at }: Props) => {
  const { view, say, words } = at
  const { account, open } = view
  if (!account) return null
  const state = at.state('account')
  const typed = state.typed.words === undefined ? { words: account.text } : state.typed
  return (
    <section>
      <h2>{say.account}</h2>
      {account.byCustomer && <p class="m">{say.mine}</p>}
      <p class="t" dir="auto">
        {account.text}
      </p>
      {open && (
        <Folded at={at} title={say.correct} step="account">
          <StepForm
            step="account"
            send={say.saveMine}
            hidden={{ version: String(account.version), ...at.hidden('account') }}
          >
            <Text
              state={{ ...state, words, typed }}
              name="words"
              id="account"
              max={LONGEST_ACCOUNT}
              label={say.account}
              hint={say.correctHint}
              lines
            />
          </StepForm>
        </Folded>
      )}
    </section>
  )
}
