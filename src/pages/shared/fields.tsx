import type { Child } from 'hono/jsx'
import { limits } from '../../../surveys/csat.ts'
import type { Fault, Form } from '../../../surveys/survey.ts'
import type { PageWords } from '../../locales/index.ts'

/** What a form is state from: its language, what is typed in it, and what is wrong with that. */
export type FormState = { words: PageWords; typed: Form; faults: Fault[] }

export const typedText = (typed: Form, name: string): string => {
  const value = typed[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

const isTyped = (typed: Form, name: string, value: string): boolean => {
  const said = typed[name]
  return Array.isArray(said) ? said.includes(value) : said === value
}

export function faultOf({ words, faults }: FormState, name: string, max?: number): string | null {
  const found = faults.find(({ field }) => field === name)
  if (!found) return null
  const { errors } = words
  if (found.fault === 'too long') return errors.tooLong(max ?? limits[name as keyof typeof limits] ?? 0)
  if (found.fault === 'no phone number') return errors.noPhone
  if (found.fault === 'not offered') return errors.notOffered
  return (
    { score: errors.scoreMissing, phone: errors.phoneMissing, words: errors.wordsMissing }[name] ??
    errors.answerMissing
  )
}

export const FieldError = ({ id, fault }: { id: string; fault: string | null }) =>
  fault ? (
    <p class="f" id={id}>
      {fault}
    </p>
  ) : null

const Hint = ({ id, hint }: { id: string; hint?: string }) =>
  hint ? (
    <p class="m" id={`${id}-h`}>
      {hint}
    </p>
  ) : null

/** Pictures from a telephone or a computer; a form with them is a multipart one. */
export const PicturesField = ({ label, hint }: { label: string; hint: string }) => (
  <div class="d">
    <label class="q" for="pictures">
      {label}
    </label>
    <Hint id="pictures" hint={hint} />
    <input
      type="file"
      id="pictures"
      name="pictures"
      multiple
      accept="image/jpeg,image/png,image/webp"
      aria-describedby="pictures-h"
    />
  </div>
)

/** The ids of what is said beside a field. */
const describedBy = (id: string, fault: string | null, hint?: string): string | undefined =>
  [fault && `${id}-f`, hint && `${id}-h`].filter(Boolean).join(' ') || undefined

/** Choices of one question; `row` for a score, else chips. `rest` folds the less likely ones. */
export const Choices = (props: {
  state: FormState
  name: string
  id?: string
  legend: string
  hint?: string
  type: 'radio' | 'checkbox'
  row?: boolean
  required?: boolean
  choices: readonly { value: string; label: Child }[]
  rest?: { title: string; choices: readonly { value: string; label: Child }[] }
  after?: Child
}) => {
  const { state, name, type, rest, row } = props
  const fault = faultOf(state, name)
  const id = props.id ?? name
  const described = describedBy(id, fault, props.hint)
  const chips = (choices: typeof props.choices, focus: boolean) => (
    <div class={row ? 's' : 'k'}>
      {choices.map(({ value, label }, at) => (
        <label>
          <input
            type={type}
            name={name}
            value={value}
            checked={isTyped(state.typed, name, value)}
            required={props.required}
            autofocus={focus && at === 0}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  )
  return (
    <fieldset aria-describedby={described}>
      <legend>{props.legend}</legend>
      <Hint id={id} hint={props.hint} />
      <FieldError id={`${id}-f`} fault={fault} />
      {chips(props.choices, fault !== null)}
      {rest && (
        <details>
          <summary>{rest.title}</summary>
          {chips(rest.choices, false)}
        </details>
      )}
      {props.after}
    </fieldset>
  )
}

/** A question answered in the customer's own words. */
export const Text = (props: {
  state: FormState
  name: keyof typeof limits
  /** Where a page has several fields of one name. */
  id?: string
  max?: number
  label: string
  hint?: string
  lines?: boolean
  type?: 'tel' | 'text'
  autocomplete?: string
}) => {
  const { state, name, label, hint, id = name, max = limits[name] } = props
  const fault = faultOf(state, name, max)
  const shared = {
    id,
    name,
    maxlength: max,
    dir: 'auto' as const,
    'aria-describedby': describedBy(id, fault, hint),
    'aria-invalid': fault ? ('true' as const) : undefined,
    autofocus: fault !== null,
  }
  const value = typedText(state.typed, name)
  return (
    <div class="d">
      <label class="q" for={id}>
        {label}
      </label>
      <Hint id={id} hint={hint} />
      <FieldError id={`${id}-f`} fault={fault} />
      {props.lines ? (
        // A line break right after the tag is the parser's, not the customer's.
        <textarea {...shared}>{value.startsWith('\n') ? `\n${value}` : value}</textarea>
      ) : (
        <input
          class="w"
          type={props.type ?? 'text'}
          autocomplete={props.autocomplete ?? 'off'}
          value={value}
          {...shared}
        />
      )}
    </div>
  )
}

/** One step: posted by itself, to the same address without what a mail's link carried. `hidden` goes along. */
export const StepForm = ({
  step,
  send,
  quiet,
  files,
  hidden = {},
  children,
}: {
  step: string
  send: string
  quiet?: boolean
  /** Carries files: ops reads it, not edge. */
  files?: boolean
  hidden?: Record<string, string>
  children?: Child
}) => (
  <form method="post" action="?" enctype={files ? 'multipart/form-data' : undefined}>
    {Object.entries({ step, ...hidden }).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {children}
    <button type="submit" class={quiet ? 'q2' : undefined}>
      {send}
    </button>
  </form>
)
