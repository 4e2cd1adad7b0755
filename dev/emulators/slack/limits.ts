import {
  actionTypes,
  checkCount,
  checkElement,
  checkKeys,
  checkString,
  checkText,
  inputTypes,
  type Report,
} from './elements.ts'
import type { Block, Element, Metadata, View } from './types.ts'

export type MessagePayload = { text?: unknown; blocks?: unknown; attachments?: unknown; metadata?: unknown }
export type Refusal = { error: string; messages: string[] }

const blockKeys: Record<string, string> = {
  section: 'text fields accessory expand',
  header: 'text level',
  context: 'elements',
  divider: '',
  actions: 'elements',
  image: 'image_url slack_file alt_text title',
  input: 'label element dispatch_action hint optional',
  rich_text: 'elements',
  markdown: 'text',
}

/** Problems of a chat.postMessage or chat.update payload; empty when Slack would take it. */
export function checkMessage(payload: MessagePayload, update = false): string[] {
  const refusal = refuseMessage(payload, update)
  if (!refusal) return []
  return refusal.messages.length ? refusal.messages : [refusal.error]
}

/** The first error Slack would answer with, or undefined. */
export function refuseMessage(payload: MessagePayload, update = false): Refusal | undefined {
  const { text, blocks, attachments, metadata } = payload
  if (blocks !== undefined && !Array.isArray(blocks)) return { error: 'invalid_blocks_format', messages: [] }
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0
  if (!hasBlocks && !text && !(Array.isArray(attachments) && attachments.length)) {
    return { error: 'no_text', messages: [] }
  }
  if (typeof text === 'string' && text.length > (update ? 4000 : 40_000))
    return { error: 'msg_too_long', messages: [] }
  if (hasBlocks) {
    const problems = checkBlocks(blocks as Block[], 50, '/blocks')
    if (problems.length) return { error: 'invalid_blocks', messages: problems }
    if (lengthOfText(blocks) > 13_200) return { error: 'msg_blocks_too_long', messages: [] }
  }
  const problem = refuseMetadata(metadata as Metadata | undefined)
  return problem ? { error: problem, messages: [] } : undefined
}

// Not documented; users measured that about 13,200 characters of text in all is the most Slack takes.
function lengthOfText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + lengthOfText(item), 0)
  if (!value || typeof value !== 'object') return 0
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum + (key === 'text' && typeof item === 'string' ? item.length : lengthOfText(item)),
    0,
  )
}

function refuseMetadata(metadata: Metadata | undefined): string | undefined {
  if (metadata === undefined || Object.keys(metadata).length === 0) return undefined
  const { event_type: type, event_payload: payload } = metadata
  if (typeof type !== 'string' || !type || !payload || typeof payload !== 'object')
    return 'invalid_metadata_format'
  return JSON.stringify(metadata).length > 8000 ? 'metadata_too_large' : undefined
}

const viewKeys =
  'type title submit close blocks private_metadata callback_id external_id clear_on_close notify_on_close submit_disabled'

/** Problems of a modal; empty when Slack would open it. */
export function checkView(given: object): string[] {
  const view = given as Partial<View> & Record<string, unknown>
  const problems: string[] = []
  const report: Report = (problem, at) => problems.push(`${problem} [json-pointer:${at}]`)
  if (!view || typeof view !== 'object' || view.type !== 'modal') {
    report('must be a modal view', '/view/type')
    return problems
  }
  checkKeys(view, viewKeys, '/view', report)
  checkText(view.title, { max: 24, plain: true }, '/view/title', report)
  if (view.submit) checkText(view.submit, { max: 24, plain: true }, '/view/submit', report)
  if (view.close) checkText(view.close, { max: 24, plain: true }, '/view/close', report)
  checkString(view.private_metadata, 3000, '/view/private_metadata', report)
  checkString(view.callback_id, 255, '/view/callback_id', report)
  checkString(view.external_id, 255, '/view/external_id', report)
  problems.push(...checkBlocks(view.blocks, 100, '/view/blocks'))
  const inputs = Array.isArray(view.blocks) && view.blocks.some((block) => block?.type === 'input')
  if (inputs && !view.submit) report('missing required field: submit', '/view')
  return problems
}

/** Problems of a home tab; empty when Slack would publish it. */
export function checkHome(given: object): string[] {
  const view = given as Partial<View> & Record<string, unknown>
  const problems: string[] = []
  const report: Report = (problem, at) => problems.push(`${problem} [json-pointer:${at}]`)
  if (!view || typeof view !== 'object' || view.type !== 'home') {
    report('must be a home view', '/view/type')
    return problems
  }
  checkKeys(view, 'type blocks private_metadata callback_id external_id', '/view', report)
  checkString(view.private_metadata, 3000, '/view/private_metadata', report)
  checkString(view.callback_id, 255, '/view/callback_id', report)
  problems.push(...checkBlocks(view.blocks, 100, '/view/blocks'))
  return problems
}

function checkBlocks(blocks: Block[] | undefined, most: number, at: string): string[] {
  const problems: string[] = []
  const report: Report = (problem, place) => problems.push(`${problem} [json-pointer:${place}]`)
  if (!checkCount(blocks, 0, most, at, report)) return problems
  const ids = new Set<string>()
  ;(blocks as Block[]).forEach((block, i) => {
    checkBlock(block, `${at}/${i}`, report)
    if (!block?.block_id) return
    if (ids.has(block.block_id)) {
      report(`\`block_id\` "${block.block_id}" already exists for another block`, `${at}/${i}/block_id`)
    }
    ids.add(block.block_id)
  })
  return problems
}

function checkBlock(block: Block, at: string, report: Report): void {
  const keys = blockKeys[block?.type]
  if (keys === undefined) {
    report(`unsupported type: ${block?.type}`, `${at}/type`)
    return
  }
  checkKeys(block, `type block_id ${keys}`, at, report)
  checkString(block.block_id, 255, `${at}/block_id`, report)
  if (block.type === 'section') checkSection(block, at, report)
  else if (block.type === 'header') checkText(block.text, { max: 150, plain: true }, `${at}/text`, report)
  else if (block.type === 'context') checkContext(block, at, report)
  else if (block.type === 'actions') checkActions(block, at, report)
  else if (block.type === 'image') checkImage(block, at, report)
  else if (block.type === 'input') checkInputBlock(block, at, report)
  else if (block.type === 'rich_text') checkCount(block.elements, 0, 1000, `${at}/elements`, report)
  else if (block.type === 'markdown') checkString(block.text, 12_000, `${at}/text`, report)
}

function checkSection(block: Block, at: string, report: Report): void {
  if (!block.text && !block.fields) report('missing required field: text', at)
  if (block.text) checkText(block.text, { max: 3000 }, `${at}/text`, report)
  if (block.fields && checkCount(block.fields, 1, 10, `${at}/fields`, report)) {
    block.fields.forEach((field, i) => {
      checkText(field, { max: 2000 }, `${at}/fields/${i}`, report)
    })
  }
  if (block.accessory?.type === 'image') checkImage(block.accessory, `${at}/accessory`, report)
  else if (block.accessory) checkElement(block.accessory, actionTypes, `${at}/accessory`, report)
}

function checkContext(block: Block, at: string, report: Report): void {
  if (!checkCount(block.elements, 1, 10, `${at}/elements`, report)) return
  block.elements!.forEach((element, i) => {
    if (element.type === 'image') checkImage(element, `${at}/elements/${i}`, report)
    else checkText(element as never, { max: 3000 }, `${at}/elements/${i}`, report)
  })
}

function checkActions(block: Block, at: string, report: Report): void {
  if (!checkCount(block.elements, 1, 25, `${at}/elements`, report)) return
  const ids = new Set<string>()
  block.elements!.forEach((element, i) => {
    checkElement(element, actionTypes, `${at}/elements/${i}`, report)
    if (!element?.action_id) return
    if (ids.has(element.action_id)) {
      report(
        `\`action_id\` "${element.action_id}" already exists for another element`,
        `${at}/elements/${i}/action_id`,
      )
    }
    ids.add(element.action_id)
  })
}

function checkImage(image: Block | Element, at: string, report: Report): void {
  if (!image.image_url && !image.slack_file) report('missing required field: image_url', at)
  checkString(image.image_url, 3000, `${at}/image_url`, report)
  if (typeof image.alt_text !== 'string') report('missing required field: alt_text', at)
  checkString(image.alt_text, 2000, `${at}/alt_text`, report)
}

function checkInputBlock(block: Block, at: string, report: Report): void {
  checkText(block.label, { max: 2000, plain: true }, `${at}/label`, report)
  if (block.hint) checkText(block.hint, { max: 2000, plain: true }, `${at}/hint`, report)
  checkElement(block.element as Element, inputTypes, `${at}/element`, report)
}
