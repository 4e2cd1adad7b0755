import { Choices, FieldError, faultOf, StepForm, Text, typedText } from '../shared/fields.tsx'
import { bareTime, type CaseContext, endingOf, Folded, zoneOf } from './context.tsx'

type Props = { at: CaseContext }

/** Accept a remedy, or ask for something else. */
export const RemedyForm = ({ at, id }: Props & { id: string }) => {
  const { say } = at
  const state = at.state('remedy', id)
  return (
    <Folded at={at} title={say.fits} step="remedy" of={id}>
      <StepForm step="remedy" send={at.words.right.send} hidden={{ remedy: id, ...at.hidden('remedy', id) }}>
        <Choices
          state={state}
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
          <Text state={state} name="words" id={`w-${id}`} label={say.what} lines />
        </div>
      </StepForm>
    </Folded>
  )
}

/** A time to be called at, and the number. */
export const CallForm = ({ at }: Props) => {
  const { view, say } = at
  const { right } = at.words
  const state = at.state('call')
  const { callBack } = view
  const known = callBack?.phone ?? view.phone
  const fault = faultOf(state, 'at')
  const chosen = typedText(state.typed, 'at')
  return (
    <StepForm step="call" send={callBack ? say.move : say.book} hidden={at.hidden('call')}>
      <div class="d">
        <label class="q" for="at">
          {say.callWhen}
          {zoneOf(at, view.slots[0] ?? view.now)}
        </label>
        <FieldError id="at-f" fault={fault} />
        <select
          id="at"
          name="at"
          required
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? 'at-f' : undefined}
        >
          <option value="">{say.chooseTime}</option>
          {view.slots.map((slot) => (
            <option value={slot.toISOString()} selected={chosen === slot.toISOString()}>
              {bareTime(at, slot)}
            </option>
          ))}
        </select>
      </div>
      <Text
        state={state}
        name="phone"
        label={right.phone}
        hint={known ? right.phoneKnown(endingOf(known)) : undefined}
        type="tel"
        autocomplete="tel"
      />
    </StepForm>
  )
}

/** Somebody else to have the case. */
export const SomebodyElse = ({ at }: Props) => {
  const { view, say } = at
  const state = at.state('else')
  const person = view.liaison ?? view.department
  return (
    <Folded at={at} title={say.else} step="else">
      <StepForm
        step="else"
        send={say.else}
        hidden={{ ...(view.liaison ? { person: view.liaison } : {}), ...at.hidden('else') }}
      >
        <p>{say.elseText(person)}</p>
        {view.liaison && (
          <Choices
            state={state}
            name="about"
            legend={say.elseWords}
            type="checkbox"
            choices={[{ value: 'yes', label: say.elseAbout(view.liaison) }]}
          />
        )}
        <Text state={state} name="words" id="else" label={at.words.wrong.words} lines />
      </StepForm>
    </Folded>
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
