import type { Child } from 'hono/jsx'
import type { PageWords, PartnerWords } from '../../locales/index.ts'
import { inZone, timeOf } from '../../locales/times.ts'
import type { PartnerView } from '../../requests/partnerView.ts'
import { FieldError, type FormState, PicturesField, StepForm, Text, typedText } from '../shared/fields.tsx'

/** As much as a request's own words. */
export const LONGEST = 2000

/** What every part of the page is rendered from. */
export type At = {
  view: PartnerView
  say: PartnerWords
  words: PageWords
  state: (step: string) => FormState
  hidden: (step: string) => Record<string, string>
}

const when = ({ view, words }: At, at: Date): string => {
  const reader = { locale: words.locale, timeZone: view.timeZone, now: view.now, zoneNamed: true }
  return timeOf(at, reader) + inZone(at, reader)
}

/** Folded until it is needed, or something typed in it is refused. */
export const Folded = (props: { at: At; title: string; step: string; children?: Child }) => {
  const { at, title, step, children } = props
  return (
    <details open={Object.keys(at.state(step).typed).length > 0}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

export const Asked = ({ at }: { at: At }) => {
  const { view, say } = at
  const { state, answer } = view
  return (
    <section class="n">
      <p>{say.asks(view.by ?? view.brand.name, view.brand.name)}</p>
      <p class="t" dir="auto">
        {view.deed}
      </p>
      {state !== 'accepted' && (
        <p>
          <b>{say.by(when(at, view.due))}</b>
        </p>
      )}
      {state === 'waiting' && <p class="m">{say.standing.waiting}</p>}
      {state === 'accepted' && <p class="m">{say.standing.accepted(when(at, view.due))}</p>}
      {state === 'declined' && <p class="m">{say.standing.declined}</p>}
      {state === 'done' && <p class="m">{say.standing.done}</p>}
      {answer && (
        <p class="t" dir="auto">
          {answer}
        </p>
      )}
    </section>
  )
}

/** What the set-up shares with this partner, and nothing else. */
export const Shared = ({ at: { view, say } }: { at: At }) => {
  const facts = (['reference', 'name', 'phone', 'email', 'words'] as const).flatMap((name) => {
    const value = view[name]
    return value ? [{ label: say.facts[name], value }] : []
  })
  if (facts.length + view.pictures.length === 0) return null
  return (
    <section>
      {facts.length > 0 && (
        <dl>
          {facts.map(({ label, value }) => (
            <>
              <dt>{label}</dt>
              <dd class="t" dir="auto">
                {value}
              </dd>
            </>
          ))}
        </dl>
      )}
      {view.pictures.length > 0 && <h2>{say.pictures}</h2>}
      <Pictures ids={view.pictures} say={say} />
    </section>
  )
}

const Pictures = ({ ids, say }: { ids: string[]; say: PartnerWords }) => (
  <>
    {ids.map((id, n) => (
      <a href={`?picture=${id}`}>
        <img src={`?picture=${id}`} alt={say.picture(n + 1, ids.length)} loading="lazy" />
      </a>
    ))}
  </>
)

export const Accept = ({ at }: { at: At }) => {
  const { view, say } = at
  const state = at.state('accept')
  const moves = view.state === 'accepted'
  const fault = state.faults.some(({ field }) => field === 'due') ? say.noDate : null
  return (
    <StepForm step="accept" send={moves ? say.moveSend : say.acceptSend} hidden={at.hidden('accept')}>
      {!moves && <h2>{say.accept}</h2>}
      <div class="d">
        <label class="q" for="due">
          {say.acceptBy}
        </label>
        {!moves && (
          <p class="m" id="due-h">
            {say.acceptHint}
          </p>
        )}
        <FieldError id="due-f" fault={fault} />
        <input
          class="w"
          type="date"
          id="due"
          name="due"
          value={typedText(state.typed, 'due') || view.dueDate}
          required
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={[fault && 'due-f', !moves && 'due-h'].filter(Boolean).join(' ') || undefined}
        />
      </div>
    </StepForm>
  )
}

export const Done = ({ at }: { at: At }) => (
  <Folded at={at} title={at.say.done} step="done">
    <StepForm step="done" send={at.say.doneSend} hidden={at.hidden('done')}>
      <Text state={at.state('done')} name="words" id="done" max={LONGEST} label={at.say.doneWords} lines />
    </StepForm>
  </Folded>
)

export const Decline = ({ at }: { at: At }) => {
  const state = at.state('decline')
  const words = { ...state.words, errors: { ...state.words.errors, wordsMissing: at.say.short } }
  return (
    <StepForm step="decline" send={at.say.declineSend} hidden={at.hidden('decline')}>
      <Text
        state={{ ...state, words }}
        name="words"
        id="decline"
        max={LONGEST}
        label={at.say.instead}
        lines
      />
    </StepForm>
  )
}

export const Write = ({ at, hint }: { at: At; hint: string }) => (
  <StepForm step="say" send={at.say.writeSend} hidden={at.hidden('say')} files>
    <Text state={at.state('say')} name="words" id="say" max={LONGEST} label={at.say.write} lines />
    <PicturesField label={at.say.addPictures} hint={hint} />
  </StepForm>
)

export const Said = ({ at }: { at: At }) => {
  const { view, say } = at
  if (view.said.length === 0) return null
  return (
    <section>
      <h2>{say.said}</h2>
      <ol>
        {view.said.map(({ at: sent, text, pictures }) => (
          <li>
            <div class="m">{when(at, sent)}</div>
            {text && (
              <div class="t" dir="auto">
                {text}
              </div>
            )}
            <Pictures ids={pictures} say={say} />
          </li>
        ))}
      </ol>
    </section>
  )
}
