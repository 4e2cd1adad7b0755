import { ChatError, type Choice, type Field, MAX_AMOUNT } from '../../../integrations/chat.ts'
import { cut } from '../../../integrations/cut.ts'
import type { StaffWords } from '../../locales/staff.ts'
import { type FormValues, named } from '../posted.ts'
import { MAX_LABEL } from './card.tsx'

const RADIOS = 12

type InputProps<F extends Field = Field> = {
  field: F
  id: string
  typed?: string | string[]
  about?: string
  bad?: true
  say: StaffWords['desk']
  /** The first with a fault: the page opens at it. */
  first?: boolean
}

/** A field with what was typed and what is wrong with it. Throws ChatError if it offers no choice. */
export const FieldView = ({
  field,
  id,
  values,
  fault,
  say,
  first,
}: {
  field: Field
  id: string
  values?: FormValues
  fault?: string
  say: StaffWords['desk']
  first?: boolean
}) => {
  if ('choices' in field && field.choices.length === 0)
    throw new ChatError('bug', `nothing to choose for ${field.name}`)
  const about = [field.hint && `${id}-hint`, fault !== undefined && `${id}-fault`].filter(Boolean).join(' ')
  const input: InputProps = {
    field,
    id,
    say,
    // What was typed stays, even if the field was emptied
    typed: values ? (values[field.name] ?? '') : (field as { initial?: string | string[] }).initial,
    ...(about && { about }),
    ...(fault !== undefined && { bad: true as const }),
    ...(first && { first }),
  }
  const grouped =
    field.kind === 'choices' || (field.kind === 'choice' && field.choices.length <= RADIOS && !field.compact)
  const label = `${cut(field.label, MAX_LABEL)}${field.required ? '' : say.optional}`
  const notes = (
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
    <fieldset class="field" id={id} aria-describedby={input.about}>
      <legend>{label}</legend>
      {notes}
      <Options {...(input as InputProps<Extract<Field, { kind: 'choice' | 'choices' }>>)} />
    </fieldset>
  ) : (
    <div class="field">
      <label for={id}>{label}</label>
      {notes}
      <Input {...input} />
    </div>
  )
}

const Options = ({ field, id, typed, first }: InputProps<Extract<Field, { kind: 'choice' | 'choices' }>>) => {
  const chosen = [typed ?? []].flat()
  const type = field.kind === 'choice' ? 'radio' : 'checkbox'
  return (
    <div class={field.choices.length > RADIOS ? 'opts many' : 'opts'}>
      {field.choices.map(({ value, label, group }, n) => (
        <>
          {group && group !== field.choices[n - 1]?.group && <p class="soft">{cut(group, MAX_LABEL)}</p>}
          <label for={`${id}-${n}`}>
            <input
              type={type}
              id={`${id}-${n}`}
              name={named(field.name)}
              value={value}
              checked={chosen.includes(value)}
              autofocus={first && n === 0}
              required={type === 'radio' && field.required}
            />
            <span>{cut(label, MAX_LABEL)}</span>
          </label>
        </>
      ))}
    </div>
  )
}

/** Choices that stand together under one heading. */
const inGroups = (choices: Choice[]): [string | undefined, Choice[]][] => {
  const groups: [string | undefined, Choice[]][] = []
  for (const one of choices) {
    const last = groups.at(-1)
    if (last && last[0] === one.group) last[1].push(one)
    else groups.push([one.group, [one]])
  }
  return groups
}

const Input = ({ field, id, typed, about, bad, first, say }: InputProps) => {
  const given = [typed ?? ''].flat()[0] ?? ''
  const common = {
    id,
    name: named(field.name),
    dir: 'auto',
    autofocus: first,
    required: field.required,
    'aria-describedby': about,
    'aria-invalid': bad && 'true',
  } as const
  switch (field.kind) {
    case 'text':
      return field.multiline ? (
        <textarea {...common} maxlength={field.max} placeholder={field.placeholder}>
          {/* A browser removes the first line break */}
          {`\n${given}`}
        </textarea>
      ) : (
        <input {...common} type="text" maxlength={field.max} placeholder={field.placeholder} value={given} />
      )
    case 'date':
      return <input {...common} type="date" value={given} />
    case 'amount':
    case 'number':
      // type="number" reads 600,50 as 60050 in a browser of another language
      return (
        <input
          {...common}
          type="text"
          inputmode={field.kind === 'amount' || field.decimals ? 'decimal' : 'numeric'}
          autocomplete="off"
          maxlength={MAX_AMOUNT}
          value={given}
        />
      )
    case 'choice':
      return (
        <select {...common}>
          <option value="">{say.choose}</option>
          {inGroups(field.choices).map(([group, choices]) => {
            const options = choices.map(({ value, label }) => (
              <option value={value} selected={value === given}>
                {cut(label, MAX_LABEL)}
              </option>
            ))
            return group ? <optgroup label={cut(group, MAX_LABEL)}>{options}</optgroup> : options
          })}
        </select>
      )
    default:
      throw new ChatError('bug', `no input for ${field.kind}`)
  }
}
