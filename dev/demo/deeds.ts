import { addBusinessDays, addBusinessMinutes, localDate } from '../../src/time.ts'
import type { Driver } from '../../surveys/drivers.ts'
import type { apologiesFrom } from './apologies.ts'
import type { Dice } from './dice.ts'
import { type Calendars, HOUR, type Planned } from './plan.ts'
import type { Deed } from './play.ts'
import { type Offered, REMEDIES } from './remedies.ts'
import { filled, findings, type picker, textsOf } from './texts.ts'

export type Timed = { at: Date; deed: Deed }
export type Complaint = Planned & { answer: NonNullable<Planned['answer']> }
/** What all stories choose from. */
export type Choosing = {
  dice: Dice
  calendars: Calendars
  apologies: ReturnType<typeof apologiesFrom>
  once: ReturnType<typeof picker>
}

const LIAISONS: Record<string, string[]> = { billing: ['astrid', 'astrid', 'bjorn'], store: ['ingrid'] }
const MANAGER: Record<string, string> = { billing: 'maja', store: 'olav' }
const NAMES: Record<string, string> = { astrid: 'Astrid', bjorn: 'Björn', ingrid: 'Ingrid' }
const DEAR = { en: 'Dear', sv: 'Hej', nb: 'Hei' }
const PHONE = '+46 70 174 06 05'
/** Minutes of opening hours. */
export const A_DAY = 480

/** What can happen in one story: each deed is added to it at its own time, after the one before. */
export const deedsFor = ({ dice, calendars, apologies, once }: Choosing, of: Complaint) => {
  const { language, department } = of
  const { answers } = of.answer
  const calendar = calendars[department]!
  const texts = textsOf[language]
  const driver: Driver = answers.drivers?.[0] ?? 'other'
  const [liaison, manager] = [dice.of(LIAISONS[department]!), MANAGER[department]!]
  const name = of.customerName.split(' ')[0]!
  const slots = { name: NAMES[liaison]!, ref: of.reference, kr: 'kr' }
  const story: Timed[] = []
  let at = of.answer.at

  const wait = (ms: number) => {
    at = new Date(at.getTime() + ms)
  }
  const atOnce = (deed: Deed) => story.push({ at, deed })

  /** After so many minutes of opening hours, more or less. */
  const after = (minutes: number, deed: Deed, spread?: number) => {
    at = addBusinessMinutes(calendar, at, dice.around(minutes, spread))
    atOnce(deed)
  }
  /** After so many hours by the customer's clock, more or less. */
  const reply = (hours: number, deed: Deed) => {
    wait(dice.around(hours, 0.8) * HOUR)
    atOnce(deed)
  }
  const says =
    (step: string, form: Record<string, string> = {}): Deed =>
    (play, now) =>
      play.customer(step, now, form)
  const day = (now: Date, days: number) => localDate(calendar.timeZone, addBusinessDays(calendar, now, days))

  const apologise = () => {
    const days = dice.whole(1, 4)
    const text = `${DEAR[language]} ${name}! ${apologies(language, driver)}`
    after(60, (play, now) => play.staff(liaison, 'apologise', now, { text, next: day(now, days) }))
  }
  const progress = () => {
    const text = once(texts.progress)
    if (text) after(A_DAY, (play, now) => play.staff(liaison, 'progress', now, { text, next: day(now, 2) }))
  }
  const question = () => {
    const text = dice.of(texts.question)
    after(30, (play, now) => play.staff(liaison, 'ask', now, { text, next: day(now, 3) }))
    reply(5, says('say', { words: filled(dice.of(texts.reply), slots) }))
  }
  const remedy = ({ kind, money, right }: Offered = dice.of(REMEDIES[driver] ?? REMEDIES.other!)) => {
    const amount = money && String(dice.whole(money[0] / 10, money[1] / 10) * 10)
    const days = dice.whole(1, 4)
    const words = filled(texts.remedy[kind]!, { ...slots, amount: amount ?? '' })
    const more = { ground: right ?? 'goodwill', ...(amount ? { amount, why: texts.why } : {}) }
    after(50, (play, now) =>
      play.staff(liaison, 'remedy', now, { kind, words, due: day(now, days), ...more }),
    )
    // Above authority a manager decides; else nothing waits for them
    if (amount) after(90, (play, now) => play.asked(manager, 'approval', 'approve', now))
    return kind
  }
  const done = (kind: string) => {
    const reference = `B-${dice.whole(1000, 9999)}`
    after(dice.chance(0.12) ? 5 * A_DAY : 1.3 * A_DAY, async (play, now) =>
      play.staff(liaison, 'done', now, {
        text: texts.done[kind]!,
        remedies: await play.owed(),
        reference,
      }),
    )
  }
  const confirm = (answer: 'yes' | 'partly' | 'not yet') => {
    const list = { yes: texts.yes, partly: texts.partly, 'not yet': texts.notYet }[answer]
    reply(14, says('answer', { answer, words: filled(dice.of(list), slots) }))
  }
  const document = (share = 0.97) => {
    if (!dice.chance(share)) return
    const { cause, prevention, unpreventable } = dice.of(findings[driver] ?? findings.other!)
    const finding = { cause: driver, causeWords: cause, prevention, departments: [department] }
    // Where the customer is silent about something undone, a manager still has to end it
    after(1.2 * A_DAY, async (play, now) => {
      if (await play.ended())
        await play.staff(liaison, 'document', now, {
          ...finding,
          unpreventable: unpreventable ? 'yes' : '',
        })
    })
  }
  const call = () =>
    reply(2, async (play, now) => {
      const slot = await play.freeSlot(now)
      if (slot) await play.customer('call', now, { at: slot.toISOString(), phone: PHONE })
    })
  const talk = (yes: boolean) =>
    after(300, (play, now) =>
      play.staff(liaison, 'held', now, {
        ...{ how: 'phone', account: texts.account },
        ...(yes ? { answer: ['yes'] } : { next: day(now, 2) }),
      }),
    )
  const handOver = () => {
    if (department !== 'billing') return
    const other = liaison === 'astrid' ? 'bjorn' : 'astrid'
    const why = 'It began in your chat.'
    const stands = 'Apologised. The customer waits for a date from us.'
    const reason = 'I am in training until Friday.'
    after(40, (play, now) => play.staff(liaison, 'hand-over', now, { to: play.idOf(other), why, stands }))
    after(50, (play, now) => play.asked(other, 'handover', 'decline-handover', now, { reason }))
  }
  const request = () => {
    const [to, colleague] = department === 'billing' ? ['store', 'ingrid'] : ['billing', 'bjorn']
    const deed = `Please check what was agreed about ${of.reference} and write it into the order.`
    const words = 'Checked with the colleague who took the order, and noted there.'
    after(40, (play, now) => play.staff(liaison, 'request', now, { department: to, deed, due: day(now, 2) }))
    after(90, (play, now) => play.asked(colleague, 'request', 'accept-request', now))
    after(300, (play, now) => play.asked(colleague, 'request', 'request-done', now, { words }))
  }
  /** The customer tells it once more elsewhere: staff open a case of it and merge the two. */
  const toldAgain = () => {
    const said = { channel: 'social media', words: dice.of(texts.again) }
    after(300, (play, now) => play.openCase(liaison, now, said))
    after(25, async (play, now) => play.staff(liaison, 'join', now, { number: await play.otherCase() }))
  }

  const steps = {
    apologise,
    progress,
    question,
    remedy,
    done,
    confirm,
    document,
    call,
    talk,
    handOver,
    request,
    toldAgain,
  }
  return { ...steps, story, liaison, manager, texts, wait, atOnce, after, reply, says }
}
