import type { Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import { type Driver, drivers } from '../../surveys/drivers.ts'
import { textOf } from '../cases/formValues.ts'
import type { Asked, OtherVerb } from '../cases/verb.ts'
import { CHANNELS } from '../contacts/input.ts'
import { DomainError } from '../errors.ts'
import { localDate } from '../time.ts'
import { nextDay } from '../zone.ts'
import { openImprovement } from './change.ts'
import { look } from './count.ts'
import { dayOf } from './days.ts'
import { improvable } from './improvement.ts'
import { ANY, brandsOf, type Day, fieldsOf, introOf } from './makeForm.ts'
import { ownerOf } from './owners.ts'
import { type Begun, beginFrom } from './reason.ts'
import { startsOf } from './shown.ts'

/** Departments in which this person makes one: all of theirs, or the one it is about. Throws `forbidden`. */
const placesFor = async (tx: Tx, { by }: Pick<Asked, 'by'>, { department }: Begun): Promise<string[]> => {
  const mine = (await improvable(tx, by)).map(({ key }) => key)
  const places = department ? mine.filter((key) => key === department) : mine
  if (places.length > 0) return places
  throw new DomainError('forbidden', ({ improvements: { new: say } }) =>
    department ? say.elsewhere : say.nowhere,
  )
}

const dayIn = async (tx: Tx, department: string, now: Date): Promise<Day> => {
  const [found] = await sqlOf(tx)<{ timeZone: string }[]>`
    select time_zone from departments where key = ${department}`
  const { timeZone } = found!
  return { today: localDate(timeZone, now), timeZone }
}

/** A new improvement: by hand, from a driver, a finding, or what was found by machine, as its subject says. */
export const improve: OtherVerb = {
  form: async ({ db }, { subject, by, words, now, formId }) => {
    const begun = await beginFrom(db, subject, by)
    const places = await placesFor(db, { by }, begun)
    const day = await dayIn(db, places[0]!, now)
    const { new: say } = words.improvements
    return {
      id: formId,
      verb: 'improve',
      subject,
      title: say.title,
      submit: say.submit,
      intro: await introOf(db, begun, day, words),
      fields: await fieldsOf(db, { places, today: day.today, begun, by: by.id, words }),
    }
  },
  run: async ({ db }, given) => {
    const { subject, by, now, formId, values } = given
    const begun = await beginFrom(db, subject, by)
    const places = await placesFor(db, given, begun)
    const owner = await ownerOf(db, textOf(given, 'owner'), places)
    const today = localDate(owner.timeZone, now)
    const dueOn = dayOf(given, 'dueOn', { today, from: today, to: nextDay(today, 366) })
    const what = textOf(given, 'what', { max: 1000 })
    const why = values.why ? textOf(given, 'why', { max: 1000 }) : ''
    const [channel, brand, driver] = ['channel', 'brand', 'driver'].map((name) => chosen(values[name]))
    if (driver && !drivers.includes(driver as Driver)) throw invalid('driver')
    if (channel && !CHANNELS.includes(channel as (typeof CHANNELS)[number])) throw invalid('channel')
    if (brand && !(await brandsOf(db)).some(({ key }) => key === brand)) throw invalid('brand')
    const measure = { ...(driver && { driver }), ...(channel && { channel }), ...(brand && { brand }) }
    const { key: departmentKey, id: ownerId, name, destination } = owner
    const counted = await look(db, { departmentKey, measure, inPlaceOn: null }, today)
    const made = await openImprovement(db, {
      row: {
        departmentKey,
        ownerId,
        what,
        why,
        reason: begun.reason,
        measure,
        dueOn,
        look: counted,
        lookedOn: today,
        createdBy: by.id,
        createdAt: now,
      },
      destination,
      event: { kind: 'opened', data: { owner: name, dueOn } },
      by: by.id,
      formId,
      now,
    })
    if (!made) return 'made before'
    return { notice: (words) => words.improvements.new.opened(made.number, startsOf(counted, words)) }
  },
}

const chosen = (value: string | string[] | undefined): string | undefined => {
  const one = [value ?? []].flat()[0]
  return one && one !== ANY ? one : undefined
}
const invalid = (field: string) => new DomainError('invalid', ({ values: say }) => say.empty, field)
