import { CONFIRMATIONS } from '../cases/case.ts'
import { LONGEST_ACCOUNT } from '../cases/correct.ts'
import { endingOf, Seldom, type Shown, whenOf } from './caseParts.tsx'
import { Choices, faultOf, StepForm, Text, typedText, Wrong } from './fields.tsx'

type Props = { at: Shown }

const answers = ({ say }: Shown, from = 0) =>
  CONFIRMATIONS.slice(from).map((value) => ({ value, label: say.answers[value] }))

/** Is it put right? The one question that ends a case. */
export const Answer = ({ at }: Props) => {
  const { say } = at
  const drawn = at.drawn('answer')
  return (
    <StepForm step="answer" send={say.send} hidden={at.hidden('answer')}>
      <Choices drawn={drawn} name="answer" legend={say.asked} type="radio" required choices={answers(at)} />
      <Text drawn={drawn} name="words" label={say.words} hint={say.wordsHint} lines />
      <p class="m">{say.nothingYet}</p>
    </StepForm>
  )
}

/** A yes can be taken back; who comes to do so finds it first. */
export const Reopen = ({ at }: Props) => {
  const { say } = at
  const drawn = at.drawn('answer')
  return (
    <StepForm step="answer" send={say.reopenSend} hidden={at.hidden('answer')}>
      <Choices
        drawn={drawn}
        name="answer"
        legend={say.asked}
        type="radio"
        required
        choices={answers(at, 1)}
      />
      <Text drawn={drawn} name="words" label={say.words} hint={say.wordsHint} lines />
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
          <p class="t">{text}</p>
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
    <StepForm step="say" send={at.words.right.send} hidden={at.hidden('say')}>
      <Text drawn={at.drawn('say')} name="words" id="say" label={label} lines />
      {/* Pictures: <input type="file"> stands here. */}
    </StepForm>
  )
}

/** What happened as it was agreed, and how to correct it. */
export const Correct = ({ at }: Props) => {
  const { view, say, words } = at
  const { account, open } = view
  if (!account) return null
  const drawn = at.drawn('account')
  const typed = drawn.typed.words === undefined ? { words: account.text } : drawn.typed
  return (
    <section>
      <h2>{say.account}</h2>
      {account.byCustomer && <p class="m">{say.mine}</p>}
      <p class="t">{account.text}</p>
      {open && (
        <Seldom at={at} title={say.correct} step="account">
          <StepForm
            step="account"
            send={say.saveMine}
            hidden={{ version: String(account.version), ...at.hidden('account') }}
          >
            <Text
              drawn={{ ...drawn, words, typed }}
              name="words"
              id="account"
              max={LONGEST_ACCOUNT}
              label={say.account}
              hint={say.correctHint}
              lines
            />
          </StepForm>
        </Seldom>
      )}
    </section>
  )
}

export const RemedyForm = ({ at, id }: Props & { id: string }) => {
  const { say } = at
  const drawn = at.drawn('remedy', id)
  return (
    <Seldom at={at} title={say.fits} step="remedy" of={id}>
      <StepForm step="remedy" send={at.words.right.send} hidden={{ remedy: id, ...at.hidden('remedy', id) }}>
        <Choices
          drawn={drawn}
          name="answer"
          id={`a-${id}`}
          legend={say.fits}
          type="radio"
          required
          choices={[
            { value: 'accept', label: say.works },
            { value: 'change', label: say.other },
          ]}
        />
        <div class="i">
          <Text drawn={drawn} name="words" id={`w-${id}`} label={say.what} lines />
        </div>
      </StepForm>
    </Seldom>
  )
}

export const CallForm = ({ at }: Props) => {
  const { view, say } = at
  const { right } = at.words
  const drawn = at.drawn('call')
  const { callBack } = view
  const known = callBack?.phone ?? view.phone
  const fault = faultOf(drawn, 'at')
  const chosen = typedText(drawn.typed, 'at')
  return (
    <StepForm step="call" send={callBack ? say.move : say.book} hidden={at.hidden('call')}>
      <div class="d">
        <label class="q" for="at">
          {say.callWhen}
        </label>
        <Wrong id="at-f" fault={fault} />
        <select
          id="at"
          name="at"
          required
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? 'at-f' : undefined}
        >
          <option value="" />
          {view.slots.map((slot) => (
            <option value={slot.toISOString()} selected={chosen === slot.toISOString()}>
              {whenOf(at, slot)}
            </option>
          ))}
        </select>
      </div>
      <Text
        drawn={drawn}
        name="phone"
        label={right.phone}
        hint={known ? right.phoneKnown(endingOf(known)) : undefined}
        type="tel"
        autocomplete="tel"
      />
    </StepForm>
  )
}

export const Else = ({ at }: Props) => {
  const { view, say } = at
  const drawn = at.drawn('else')
  const person = view.liaison ?? view.department
  return (
    <Seldom at={at} title={say.else} step="else">
      <StepForm step="else" send={say.else} hidden={at.hidden('else')}>
        <p>{say.elseText(person)}</p>
        {view.liaison && (
          <Choices
            drawn={drawn}
            name="about"
            legend={say.elseWords}
            type="checkbox"
            choices={[{ value: 'yes', label: say.elseAbout(view.liaison) }]}
          />
        )}
        <Text drawn={drawn} name="words" id="else" label={at.words.wrong.words} lines />
      </StepForm>
    </Seldom>
  )
}

export const Renew = ({ at: { say } }: Props) => (
  <details>
    <summary>{say.renew}</summary>
    <StepForm step="renew" send={say.renew} quiet>
      <p>{say.renewText}</p>
    </StepForm>
  </details>
)
