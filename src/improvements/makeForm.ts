import type { Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import type { CardPart, Choice, Field } from '../../integrations/chat.ts'
import { drivers } from '../../surveys/drivers.ts'
import { choices, long } from '../cases/formFields.ts'
import { driverLabel } from '../cases/labels.ts'
import { CHANNELS } from '../contacts/input.ts'
import type { StaffWords } from '../locales/staff.ts'
import { nextDay } from '../zone.ts'
import { look } from './count.ts'
import { SOON_DAYS } from './measure.ts'
import { owners } from './owners.ts'
import type { Begun } from './reason.ts'
import { countOf, measureOf, reasonOf, startsOf } from './shown.ts'

export const ANY = 'any'

const driverChoices = (words: StaffWords): Choice[] => [
  { value: ANY, label: words.improvements.new.anyDriver },
  ...drivers.map((driver) => ({ value: driver, label: driverLabel(driver, words) })),
]

export const brandsOf = (tx: Tx): Promise<{ key: string; name: string }[]> =>
  sqlOf(tx)<{ key: string; name: string }[]>`select key, name from brands where active order by name limit 99`

export const fieldsOf = async (
  tx: Tx,
  {
    places,
    today,
    begun,
    by,
    words,
  }: { places: string[]; today: string; begun: Begun; by: string; words: StaffWords },
): Promise<Field[]> => {
  const { new: say } = words.improvements
  const [people, brands] = [await owners(tx, places), await brandsOf(tx)]
  const me = people.find(({ value }) => value.endsWith(`:${by}`))?.value
  const choice = (name: string, labelled: object, all: Choice[], initial: string | undefined): Field =>
    ({
      kind: 'choice',
      name,
      required: true,
      choices: all,
      ...labelled,
      ...(initial && { initial }),
    }) as Field
  const channels = choices([
    [ANY, say.anyChannel],
    ...CHANNELS.map((key): [string, string] => [key, words.labels.channel(key)]),
  ])
  return [
    { ...long('what', say.what, 1000), initial: begun.what?.slice(0, 1000) },
    { ...long('why', say.why, 1000), required: false },
    choice('owner', say.owner, people, me),
    { kind: 'date', name: 'dueOn', ...say.dueOn, required: true, initial: nextDay(today, SOON_DAYS) },
    choice('driver', say.driver, driverChoices(words), begun.measure?.driver),
    choice('channel', say.channel, channels, begun.measure?.channel ?? ANY),
    ...(brands.length > 1
      ? [
          choice(
            'brand',
            say.brand,
            choices([[ANY, say.anyBrand], ...brands.map(({ key, name }): [string, string] => [key, name])]),
            begun.measure?.brand ?? ANY,
          ),
        ]
      : []),
  ]
}

/** What it comes from, and how it is today where one department and driver are known. */
export const introOf = async (
  tx: Tx,
  begun: Begun,
  { today, timeZone }: Day,
  words: StaffWords,
): Promise<CardPart[]> => {
  const { department: departmentKey, measure, discovery = null, reason } = begun
  const why = reasonOf({ reason, discovery, timeZone }, words)
  const facts = why ? [{ label: words.improvements.facts.why, value: why }] : []
  if (!departmentKey || !measure?.driver) return facts.length > 0 ? [{ kind: 'facts', facts }] : []
  const counted = await look(tx, { departmentKey, measure, inPlaceOn: null }, today)
  facts.push({
    label: measureOf(measure, discovery?.brandName ?? null, words),
    value: countOf(counted.before, words),
  })
  return [
    { kind: 'facts', facts },
    { kind: 'note', text: startsOf(counted, words) },
  ]
}

export type Day = { today: string; timeZone: string }
