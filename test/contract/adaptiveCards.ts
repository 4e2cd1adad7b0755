import { createRequire } from 'node:module'
import { Ajv } from 'ajv'

// Its module form imports files without their ending, which Node does not find.
const cards = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof import('adaptivecards')

/**
 * The schema of Adaptive Cards 1.5, made of the property tables in Microsoft's `adaptivecards` package: its own
 * schema file is in no package of the registry. Collections, which those tables leave out, are added by hand from
 * https://adaptivecards.io/explorer. Unlike the published one it refuses unknown properties.
 */
type Definition = {
  name: string
  targetVersion: { compareTo(other: unknown): number }
  values?: { value: string }[]
  enumType?: Record<string, unknown>
}
type Table = { getCount(): number; getItemAt(i: number): Definition }

const element = {
  anyOf: [
    'RichTextBlock',
    'TextBlock',
    'Container',
    'ColumnSet',
    'ActionSet',
    'FactSet',
    'Chart.Line',
    'Input.Text',
    'Input.Number',
    'Input.Date',
    'Input.ChoiceSet',
  ].map(ref),
}
const action = {
  anyOf: [
    'Action.Execute',
    'Action.Submit',
    'Action.OpenUrl',
    'Action.ShowCard',
    'Action.ToggleVisibility',
  ].map(ref),
}
const list = (items: object, minItems = 0) => ({ type: 'array', items, minItems })
function ref(name: string) {
  return { $ref: `#/definitions/${name}` }
}
const choice = {
  type: 'object',
  required: ['title', 'value'],
  additionalProperties: false,
  properties: { title: { type: 'string' }, value: { type: 'string' } },
}
const byHand: Record<string, { make: () => unknown; required?: string[]; more?: object }> = {
  AdaptiveCard: {
    make: () => new cards.AdaptiveCard(),
    required: ['version'],
    more: { body: list(element), actions: list(action), msteams: { type: 'object' } },
  },
  RichTextBlock: {
    make: () => new cards.RichTextBlock(),
    required: ['inlines'],
    more: { inlines: list(ref('TextRun'), 1) },
  },
  TextRun: { make: () => new cards.TextRun(), required: ['text'] },
  TextBlock: { make: () => new cards.TextBlock(), required: ['text'] },
  Container: { make: () => new cards.Container(), required: ['items'], more: { items: list(element) } },
  ColumnSet: { make: () => new cards.ColumnSet(), more: { columns: list(ref('Column'), 1) } },
  Column: { make: () => new cards.Column(), more: { items: list(element) } },
  ActionSet: { make: () => new cards.ActionSet(), required: ['actions'], more: { actions: list(action, 1) } },
  FactSet: {
    make: () => new cards.FactSet(),
    required: ['facts'],
    more: { facts: list({ type: 'object' }, 1) },
  },
  'Input.Text': { make: () => new cards.TextInput(), required: ['id'] },
  'Input.Number': { make: () => new cards.NumberInput(), required: ['id'] },
  'Input.Date': { make: () => new cards.DateInput(), required: ['id'] },
  'Input.ChoiceSet': {
    make: () => new cards.ChoiceSetInput(),
    required: ['id', 'choices'],
    more: { choices: list(choice, 1) },
  },
  'Action.Execute': { make: () => new cards.ExecuteAction(), required: ['title', 'verb'] },
  'Action.Submit': { make: () => new cards.SubmitAction(), required: ['title'] },
  'Action.OpenUrl': { make: () => new cards.OpenUrlAction(), required: ['url'] },
  'Action.ToggleVisibility': {
    make: () => new cards.ToggleVisibilityAction(),
    required: ['targetElements'],
    more: { targetElements: list({ type: 'string' }, 1) },
  },
  'Action.ShowCard': {
    make: () => new cards.ShowCardAction(),
    required: ['card'],
    more: { card: ref('AdaptiveCard') },
  },
}

function schemaOf({ constructor: { name: kind }, values, enumType }: Definition): object {
  if (kind === 'BoolProperty') return { type: 'boolean' }
  if (kind === 'NumProperty') return { type: 'number' }
  if (kind === 'StringProperty') return { type: 'string' }
  if (kind === 'ActionProperty') return action
  if (enumType) return { enum: Object.values(enumType).filter((one) => typeof one === 'string') }
  return values ? { enum: values.map(({ value }) => value) } : {}
}

const definitions = Object.fromEntries(
  Object.entries(byHand).map(([type, { make, required = [], more }]) => {
    const table = (make() as { getSchema(): Table }).getSchema()
    const properties: Record<string, object> = {}
    for (let i = 0; i < table.getCount(); i++) {
      const one = table.getItemAt(i)
      if (one.targetVersion.compareTo(cards.Versions.v1_5) <= 0) properties[one.name] = schemaOf(one)
    }
    // A ShowCard's inner card needs no version.
    const needed = type === 'AdaptiveCard' ? [] : required
    return [
      type,
      {
        type: 'object',
        required: ['type', ...needed],
        additionalProperties: false,
        properties: { ...properties, ...more, type: { const: type } },
      },
    ]
  }),
)
/** Teams' own, newer than 1.5: https://adaptivecards.microsoft.com/?topic=Chart.Line */
const text = { type: 'string' }
const strict = (required: string[], properties: object) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
})
const point = strict(['x', 'y'], { x: { type: ['string', 'number'] }, y: { type: 'number' } })
const chart = strict(['type', 'data', 'fallback'], {
  type: { const: 'Chart.Line' },
  title: text,
  showTitle: { type: 'boolean' },
  xAxisTitle: text,
  yAxisTitle: text,
  yMin: { type: 'number' },
  yMax: { type: 'number' },
  data: list(strict(['legend', 'values'], { legend: text, values: list(point) }), 1),
  fallback: ref('FactSet'),
})
const validate = new Ajv({ allErrors: true, strict: false }).compile({
  ...ref('AdaptiveCard'),
  definitions: { ...definitions, 'Chart.Line': chart },
})

/** How many buttons stand in each row, but for those behind "…". */
const rowsIn = (thing: unknown): number[] => {
  if (!thing || typeof thing !== 'object') return []
  const { type, actions } = thing as { type?: string; actions?: { mode?: string }[] }
  const own = type === 'ActionSet' ? [actions!.filter(({ mode }) => mode !== 'secondary').length] : []
  return [...own, ...Object.values(thing).flatMap(rowsIn)]
}

/** What the schema and Microsoft's parser say against a card. */
export function faultsOf(content: unknown): string[] {
  const schema = validate(content)
    ? []
    : (validate.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath} ${message}`)
  const context = new cards.SerializationContext(cards.Versions.v1_5)
  const card = new cards.AdaptiveCard()
  card.parse(content, context)
  // The parser knows 1.5 alone, and shows what a chart falls back on
  const parsed = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message).filter(
    (message) => !/^Unknown element type "Chart\.Line"\. Fallback/.test(message),
  )
  // It counts the buttons behind "…" too
  const crowded = rowsIn(content).some((row) => row > 5)
  const checked = card
    .validateProperties()
    .validationEvents.filter(({ message }) => !/number of actions/.test(message) || crowded)
    .map(({ message }) => message)
  return [...schema, ...parsed, ...checked]
}
