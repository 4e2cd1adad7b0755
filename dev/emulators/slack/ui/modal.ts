import { html } from 'hono/html'
import type { Block, View } from '../types.ts'
import { drawBlock } from './blocks.ts'
import { field, type Html, words } from './fields.ts'
import type { Reader } from './mrkdwn.ts'

export type Shown = { errors?: Record<string, string>; problem?: string }

const grouped = ['radio_buttons', 'checkboxes', 'multi_static_select']

export function drawModal(view: View, depth: number, back: string, reader: Reader, shown: Shown): Html {
  const form = `form-${view.id}`
  return html`<div class="veil" id="modal" data-view="${view.id}" data-hash="${view.hash}">
    <section class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title">
      <header><span class="app-icon small" aria-hidden="true">A</span><h2 id="modal-title">${words(view.title, reader)}</h2>
        ${closer(view, back, html`<button class="plain" aria-label="Close">✕</button>`)}</header>
      ${shown.problem ? html`<p class="problem" role="alert">${shown.problem}</p>` : ''}
      <form method="post" action="/ui/submit" id="${form}" class="modal-body" novalidate>
        <input type="hidden" name="viewId" value="${view.id}"><input type="hidden" name="back" value="${back}">
        ${view.blocks.map((block) =>
          block.type === 'input'
            ? drawInput(view, block, reader, shown)
            : drawBlock(block, { reader, hidden: { viewId: view.id }, inForm: true }),
        )}
      </form>
      <footer>
        ${closer(view, back, html`<button class="btn">${view.close ? words(view.close, reader) : depth > 1 ? 'Back' : 'Cancel'}</button>`)}
        ${view.submit ? html`<button class="btn primary" form="${form}">${words(view.submit, reader)}</button>` : ''}
      </footer>
    </section></div>`
}

function closer(view: View, back: string, button: Html): Html {
  return html`<form method="post" action="/ui/dismiss"><input type="hidden" name="viewId" value="${view.id}">
    <input type="hidden" name="back" value="${back}">${button}</form>`
}

function drawInput(view: View, block: Block, reader: Reader, shown: Shown): Html {
  const element = block.element!
  const id = `in-${block.block_id}`
  const error = shown.errors?.[block.block_id!]
  const value = view.state.values[block.block_id!]?.[element.action_id!]
  const label = html`${words(block.label, reader)}${block.optional ? html` <span class="optional">(optional)</span>` : ''}`
  const control = field(element, `f:${block.block_id}`, id, reader, value, error ? `${id}-error` : undefined)
  const below = html`${block.hint ? html`<small class="hint">${words(block.hint, reader)}</small>` : ''}
    ${error ? html`<p class="field-error" id="${id}-error" role="alert" tabindex="-1" autofocus>${error}</p>` : ''}`
  return grouped.includes(element.type)
    ? html`<fieldset class="field"><legend>${label}</legend>${control}${below}</fieldset>`
    : html`<div class="field"><label for="${id}">${label}</label>${control}${below}</div>`
}
