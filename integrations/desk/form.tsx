import { ChatError, type Field, type Form } from '../chat.ts'
import { Parts, type Place } from './card.tsx'
import { Page, type Told } from './layout.tsx'
import { cut } from './text.ts'

const RADIOS = 10
const MAX_LABEL = 300
/** A browser posts a form's names beside our own. */
export const named = (name: string) => `v.${name}`

export type Values = Record<string, string | string[]>
type Typed = { values?: Values; faults?: Record<string, string> }
type At<F extends Field = Field> = {
  field: F
  id: string
  typed?: string | string[]
  about?: string
  bad?: true
}

/** What a form takes along, so that it can be shown again with its faults: cut as it is shown. */
export const carried = (form: Form): string =>
  JSON.stringify({
    ...form,
    title: cut(form.title, MAX_LABEL),
    submit: cut(form.submit, 75),
    intro: cutIntro(form),
    fields: form.fields.map((field) => ({
      ...field,
      label: cut(field.label, MAX_LABEL),
      ...(field.hint && { hint: cut(field.hint, 1000) }),
      ...('initial' in field && typeof field.initial === 'string' && { initial: cut(field.initial, 3000) }),
    })),
  })

const cutIntro = ({ intro }: Form) => {
  let size = 0
  return intro.filter((part) => {
    size += JSON.stringify(part).length
    return size < 100_000
  })
}

/** A form as a page. Throws ChatError for one that can't be answered. */
export const FormPage = ({
  form,
  place,
  typed = {},
  told,
}: {
  form: Form
  place: Place
  typed?: Typed
  told?: Told
}) => {
  const { values, faults = {} } = typed
  const known = new Set(form.fields.map(({ name }) => name))
  const general = Object.entries(faults).filter(([name]) => !known.has(name))
  const wrong = form.fields.filter(({ name }) => faults[name] !== undefined)
  return (
    <Page title={cut(form.title, 80)} viewer={place.viewer} told={told} wide>
      <div class="cols">
        <section class="about">
          <h1 class="t">{cut(form.title, MAX_LABEL)}</h1>
          <Parts parts={form.intro} viewer={place.viewer} />
        </section>
        <form class="card big" method="post" action="/desk/form">
          <input type="hidden" name="key" value={place.viewer.key} />
          <input type="hidden" name="back" value={place.back} />
          {place.message && <input type="hidden" name="message" value={place.message} />}
          <input type="hidden" name="form" value={carried(form)} />
          {(wrong.length > 0 || general.length > 0) && (
            <div class="told bad" role="alert" tabindex={-1} autofocus>
              {general.map(([name, text]) => (
                <p class="fault" data-fault="">{`${name ? `${name}: ` : ''}${text}`}</p>
              ))}
              {wrong.length > 0 && (
                <p>
                  {'Please look at: '}
                  {wrong.map((field, at) => (
                    <>
                      {at > 0 && ', '}
                      <a href={`#${idOf(form, field)}`}>{cut(field.label, 80)}</a>
                    </>
                  ))}
                </p>
              )}
            </div>
          )}
          {form.fields.map((field) => (
            <FieldView field={field} id={idOf(form, field)} given={values} fault={faults[field.name]} />
          ))}
          <p class="acts">
            <button type="submit" class="primary">
              {cut(form.submit, 75)}
            </button>
            <a class="button" href={place.back}>
              Cancel
            </a>
          </p>
        </form>
      </div>
    </Page>
  )
}

const idOf = (form: Form, field: Field) => `f${form.fields.indexOf(field)}`

const FieldView = ({
  field,
  id,
  given,
  fault,
}: {
  field: Field
  id: string
  given?: Values
  fault?: string
}) => {
  if ('choices' in field && field.choices.length === 0)
    throw new ChatError('bug', `nothing to choose for ${field.name}`)
  const about = [field.hint && `${id}-hint`, fault !== undefined && `${id}-fault`].filter(Boolean).join(' ')
  const at: At = {
    field,
    id,
    // What was typed stays, also where it was emptied
    typed: given ? (given[field.name] ?? '') : (field as { initial?: string | string[] }).initial,
    ...(about && { about }),
    ...(fault !== undefined && { bad: true as const }),
  }
  const grouped = field.kind === 'choices' || (field.kind === 'choice' && field.choices.length <= RADIOS)
  const label = `${cut(field.label, MAX_LABEL)}${field.required ? '' : ' (optional)'}`
  const said = (
    <>
      {field.hint && (
        <p class="hint t" id={`${id}-hint`}>
          {cut(field.hint, 1000)}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`} data-fault={field.name}>
          {fault}
        </p>
      )}
    </>
  )
  return grouped ? (
    <fieldset class="field" id={id} aria-describedby={at.about}>
      <legend>{label}</legend>
      {said}
      <Options {...(at as At<Extract<Field, { kind: 'choice' | 'choices' }>>)} />
    </fieldset>
  ) : (
    <div class="field">
      <label for={id}>{label}</label>
      {said}
      <Input {...at} />
    </div>
  )
}

const Options = ({ field, id, typed }: At<Extract<Field, { kind: 'choice' | 'choices' }>>) => {
  const chosen = [typed ?? []].flat()
  const type = field.kind === 'choice' ? 'radio' : 'checkbox'
  return (
    <div class={field.choices.length > RADIOS ? 'opts many' : 'opts'}>
      {field.choices.map(({ value, label }, n) => (
        <label for={`${id}-${n}`}>
          <input
            type={type}
            id={`${id}-${n}`}
            name={named(field.name)}
            value={value}
            checked={chosen.includes(value)}
            required={type === 'radio' && field.required}
          />
          <span>{cut(label, MAX_LABEL)}</span>
        </label>
      ))}
    </div>
  )
}

const Input = ({ field, id, typed, about, bad }: At) => {
  const given = [typed ?? ''].flat()[0] ?? ''
  const common = {
    id,
    name: named(field.name),
    required: field.required,
    'aria-describedby': about,
    'aria-invalid': bad && 'true',
  } as const
  switch (field.kind) {
    case 'text':
      return field.multiline ? (
        <textarea {...common} maxlength={field.max} placeholder={field.placeholder}>
          {/* A browser takes a first line break away */}
          {`\n${given}`}
        </textarea>
      ) : (
        <input {...common} type="text" maxlength={field.max} placeholder={field.placeholder} value={given} />
      )
    case 'date':
      return <input {...common} type="date" value={given} />
    case 'number':
      return (
        <input
          {...common}
          type="number"
          inputmode={field.decimals ? 'decimal' : 'numeric'}
          step={field.decimals ? 'any' : '1'}
          min={field.min}
          max={field.max}
          value={given}
        />
      )
    case 'choice':
      return (
        <select {...common}>
          <option value="">Choose …</option>
          {field.choices.map(({ value, label }) => (
            <option value={value} selected={value === given}>
              {cut(label, MAX_LABEL)}
            </option>
          ))}
        </select>
      )
    default:
      throw new ChatError('bug', `no input for ${field.kind}`)
  }
}
