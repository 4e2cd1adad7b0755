import { html, raw } from 'hono/html'
import { type Given, initialOf, optionsOf } from '../state.ts'
import type { Element, Option, StateValue, Text } from '../types.ts'
import { escapeHtml, mrkdwn, plainText, type Reader } from './mrkdwn.ts'

export type Html = ReturnType<typeof html>

export function words(text: Text | undefined, reader: Reader): Html {
  if (!text) return html``
  return raw(text.type === 'mrkdwn' ? mrkdwn(text.text, reader) : plainText(text.text))
}

/** The current choice, flattened, for drawing. */
function chosen(element: Element, value: StateValue | undefined): string[] {
  const now: Given | undefined = value
    ? (value.value ??
      value.selected_option?.value ??
      value.selected_options?.map((option) => option.value) ??
      value.selected_date ??
      null)
    : initialOf(element)
  return now === null || now === undefined ? [] : Array.isArray(now) ? now : [String(now)]
}

/** One form control for a Block Kit element; `id` ties it to its label. */
export function field(
  element: Element,
  name: string,
  id: string,
  reader: Reader,
  value?: StateValue,
  described?: string,
): Html {
  const now = chosen(element, value)
  const hint = element.placeholder ? raw(` placeholder="${escapeHtml(element.placeholder.text)}"`) : ''
  const by = described ? raw(` aria-describedby="${escapeHtml(described)}" aria-invalid="true"`) : ''
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline
        ? html`<textarea id="${id}" name="${name}" rows="5" ${hint}${by}>${now[0] ?? ''}</textarea>`
        : html`<input id="${id}" name="${name}" value="${now[0] ?? ''}" autocomplete="off" ${hint}${by}>`
    case 'radio_buttons':
    case 'checkboxes':
    case 'multi_static_select':
      return choices(
        element.type === 'radio_buttons' ? 'radio' : 'checkbox',
        optionsOf(element),
        name,
        now,
        reader,
      )
    case 'static_select':
      return menu(optionsOf(element), element, name, id, now, reader)
    default:
      return html`<input id="${id}" name="${name}" type="${element.type === 'datepicker' ? 'date' : 'text'}" value="${now[0] ?? ''}" ${
        element.type === 'number_input' ? raw('inputmode="decimal"') : ''
      } autocomplete="off" ${hint}${by}>`
  }
}

function menu(
  options: Option[],
  element: Element,
  name: string,
  id: string,
  now: string[],
  reader: Reader,
): Html {
  return html`<select id="${id}" name="${name}">
    <option value="">${element.placeholder?.text ?? 'Choose an option'}</option>
    ${options.map(
      (option) =>
        html`<option value="${option.value}" ${now.includes(option.value) ? raw('selected') : ''}>${words(option.text, reader)}</option>`,
    )}
  </select>`
}

function choices(kind: string, options: Option[], name: string, now: string[], reader: Reader): Html {
  return html`<div class="choices">${options.map(
    (option) => html`<label>
      <input type="${kind}" name="${name}" value="${option.value}" ${now.includes(option.value) ? raw('checked') : ''}>
      <span>${words(option.text, reader)}${option.description ? html`<small>${words(option.description, reader)}</small>` : ''}</span>
    </label>`,
  )}</div>`
}
