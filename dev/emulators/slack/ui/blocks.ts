import { html, raw } from 'hono/html'
import type { Block, Element, Text } from '../types.ts'
import { chart } from './chart.ts'
import { field, type Html, words } from './fields.ts'
import type { Reader } from './mrkdwn.ts'
import { richText } from './richText.ts'

/** Where a click goes: the hidden form fields that name the message or modal. */
export type Place = {
  reader: Reader
  hidden: Record<string, string>
  /** Drawn within a modal's form: no form of its own. */
  inForm?: boolean
}

export function drawBlocks(blocks: Block[], place: Place): Html {
  return html`${blocks.map((block) => drawBlock(block, place))}`
}

export function drawBlock(block: Block, place: Place): Html {
  const { reader } = place
  switch (block.type) {
    case 'header':
      return html`<h3 class="b-header">${words(block.text, reader)}</h3>`
    case 'section':
      return html`<div class="b-section"><div class="b-body">
        ${block.text ? html`<div>${words(block.text, reader)}</div>` : ''}
        ${block.fields ? html`<div class="b-fields">${block.fields.map((one) => html`<div>${words(one, reader)}</div>`)}</div>` : ''}
      </div>${block.accessory ? html`<div class="b-accessory">${drawElement(block.accessory, block, place)}</div>` : ''}</div>`
    case 'context':
      return html`<div class="b-context">${(block.elements ?? []).map((one) => html`<span>${words(one as unknown as Text, reader)}</span>`)}</div>`
    case 'divider':
      return html`<hr>`
    case 'actions':
      return html`<div class="b-actions">${(block.elements ?? []).map((one) => drawElement(one, block, place))}</div>`
    case 'rich_text':
      return html`<div class="b-rich">${richText(block.elements ?? [], reader)}</div>`
    case 'data_visualization':
      return chart(block)
    case 'data_table':
      return table(block)
    case 'container':
      return html`<details class="b-fold" ${block.default_collapsed ? '' : raw('open')}><summary>${words(block.title as Text, reader)}</summary>${drawBlocks(block.child_blocks as Block[], place)}</details>`
    case 'alert':
      return html`<p class="b-alert" role="note">${words(block.text, reader)}</p>`
    default:
      return html`<div class="b-context">[${block.type}]</div>`
  }
}

type Cell = { type: string; text?: string; value?: number }

/** Roughly as Slack shows one: it scrolls sideways where it is too wide. Pages and sorting are Slack's own. */
function table(block: Block): Html {
  const [head = [], ...rows] = block.rows as Cell[][]
  const cell = ({ type, text, value }: Cell) =>
    html`<td class="${type === 'raw_number' ? 'n' : ''}">${text ?? String(value)}</td>`
  return html`<div class="b-table"><table><caption>${String(block.caption)}</caption>
    <thead><tr>${head.map(({ text }) => html`<th scope="col">${text}</th>`)}</tr></thead>
    <tbody>${rows
      .slice(0, Number(block.page_size ?? 5))
      .map(
        ([name, ...rest]) => html`<tr><th scope="row">${name?.text}</th>${rest.map(cell)}</tr>`,
      )}</tbody></table></div>`
}

function drawElement(element: Element, block: Block, place: Place): Html {
  const hidden = { ...place.hidden, actionId: element.action_id ?? '', blockId: block.block_id ?? '' }
  const inputs = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  if (place.inForm) return inModal(element, hidden, place.reader)
  if (element.type === 'button') return drawButton(element, inputs, place.reader)
  const id = `e-${hidden.blockId}-${hidden.actionId}`
  if (element.type === 'overflow') {
    return html`<details class="overflow"><summary aria-label="More">⋯</summary><form method="post" action="/ui/click">${inputs}
      ${element.options?.map((one) => html`<button name="selected" value="${one.value}">${words(one.text, place.reader)}</button>`)}
    </form></details>`
  }
  return html`<form method="post" action="/ui/click" class="choose" data-auto>${inputs}
    <label class="hidden" for="${id}">${element.placeholder?.text ?? element.action_id}</label>
    ${field(element, 'selected', id, place.reader)}<button class="btn">OK</button></form>`
}

function drawButton(element: Element, inputs: Html[], reader: Reader): Html {
  const label = words(element.text as Text, reader)
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : ''
  const sure = element.confirm as { title: Text; text: Text } | undefined
  return html`<form method="post" action="/ui/click" ${
    sure ? html`data-confirm="${`${sure.title.text}\n\n${sure.text.text}`}"` : ''
  }>${inputs}<input type="hidden" name="value" value="${element.value ?? ''}">
    <button class="btn ${style}" ${element.url ? html`data-url="${element.url}"` : ''}>${label}</button></form>`
}

// Only buttons report at once from a modal here; menus are sent along with the form.
function inModal(element: Element, hidden: Record<string, string>, reader: Reader): Html {
  if (element.type !== 'button') return field(element, `f:${hidden.blockId}`, `in-${hidden.blockId}`, reader)
  const pick = JSON.stringify({
    actionId: hidden.actionId,
    blockId: hidden.blockId,
    value: element.value ?? '',
  })
  return html`<button class="btn" formaction="/ui/click" name="pick" value="${pick}">${words(element.text as Text, reader)}</button>`
}
