import type { Field, Form } from '../../../integrations/chat.ts'
import { cut } from '../../../integrations/cut.ts'
import { partsForDesk } from '../../care/forChat.ts'
import type { FormValues } from '../posted.ts'
import { MAX_LABEL, Parts, type Place } from './card.tsx'
import { FieldView } from './fields.tsx'
import { type Flash, Page, wordsOf } from './layout.tsx'

/** What a form carries, so that it can be shown again with its faults: itself, cut as it is shown. */
const carried = (form: Form): string =>
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

const cutIntro = ({ intro, language }: Form) => {
  let size = 0
  return partsForDesk(intro, language).filter((part) => {
    size += JSON.stringify(part).length
    return size < 100_000
  })
}

type FormProps = {
  form: Form
  place: Place
  values?: FormValues
  faults?: Record<string, string>
  flash?: Flash
}

/** A form as a page, with what was filled in and what is wrong with it. Throws ChatError if it can't be answered. */
export const FormPage = ({ form, place, values, faults = {}, flash }: FormProps) => {
  const say = wordsOf(place).desk
  const known = new Set(form.fields.map(({ name }) => name))
  const general = Object.entries(faults).filter(([name]) => !known.has(name))
  const wrong = form.fields.filter(({ name }) => faults[name] !== undefined)
  const bad = wrong.length > 0 || general.length > 0
  return (
    <Page
      title={`${bad ? 'Please check: ' : ''}${cut(form.title, 80)}`}
      viewer={place.viewer}
      flash={flash}
      wide
    >
      <div class="cols">
        <section class="about">
          <h1 class="t">{cut(form.title, MAX_LABEL)}</h1>
          <Parts parts={partsForDesk(form.intro, form.language)} viewer={place.viewer} />
        </section>
        <form class="card big" method="post" action="/desk/form">
          <input type="hidden" name="key" value={place.viewer.key} />
          <input type="hidden" name="back" value={place.back} />
          {place.message && <input type="hidden" name="message" value={place.message} />}
          <input type="hidden" name="form" value={carried(form)} />
          {bad && (
            <div class="told bad" role="alert" tabindex={-1} autofocus={wrong.length === 0}>
              {general.map(([name, text]) => (
                <p class="fault" data-fault="">{`${name ? `${name}: ` : ''}${text}`}</p>
              ))}
              {wrong.length > 0 && (
                <p>
                  {say.lookAt}
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
            <FieldView
              field={field}
              id={idOf(form, field)}
              values={values}
              fault={faults[field.name]}
              say={say}
              first={field === wrong[0]}
            />
          ))}
          <p class="acts">
            <button type="submit" class="primary">
              {cut(form.submit, 75)}
            </button>
            <a class="button" href={place.back}>
              {say.cancel}
            </a>
          </p>
        </form>
      </div>
    </Page>
  )
}

const idOf = (form: Form, field: Field) => `f${form.fields.indexOf(field)}`
