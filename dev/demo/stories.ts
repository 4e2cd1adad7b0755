import { apologiesFrom } from './apologies.ts'
import { A_DAY, type Choosing, type Complaint, deedsFor, type Timed } from './deeds.ts'
import type { Dice } from './dice.ts'
import { type Calendars, HOUR, MINUTE } from './plan.ts'
import { picker } from './texts.ts'

/** How a case goes, so many in a hundred. */
const COURSES = {
  'put right': 55,
  'put right in a call': 10,
  'partly at first': 6,
  'not yet at first': 4,
  'never heard again': 13,
  'not agreed': 4,
  withdrawn: 3,
  'for another shop': 1.5,
  'messages stopped': 2,
  'corrected at once': 1.5,
} as const
type Course = keyof typeof COURSES

/**
 * Everything that happens with one dissatisfied answer, and when. What lies after now has not happened yet: that is why
 * there are cases in every state. All is chosen here, so that stories may be lived side by side.
 */
export const storiesFrom = (dice: Dice, calendars: Calendars) => {
  const choosing: Choosing = { dice, calendars, apologies: apologiesFrom(dice), once: picker(dice, 0) }

  return (of: Complaint): Timed[] => {
    const course: Course = dice.weighted(COURSES)
    const {
      story,
      liaison,
      manager,
      texts,
      wait,
      atOnce,
      after,
      reply,
      says,
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
    } = deedsFor(choosing, of)

    if (course === 'corrected at once') {
      atOnce((play, now) => play.answers({ score: 1 }, now))
      wait(3000)
      atOnce((play, now) => play.answers({ score: 5 }, now))
      return story
    }
    atOnce((play, now) => play.answers(of.answer.answers, now))
    wait(2 * MINUTE)
    after(22, (play, now) => play.staff(liaison, 'take', now), 0.8)
    const end = (state: string, reason: string, why = '') =>
      after(100, (play, now) => play.staff(liaison, 'end', now, { end: state, reason, 'why-word': why }))
    if (course === 'for another shop') {
      end('answered by mistake', texts.mistaken)
      return story
    }
    apologise()
    if (course === 'messages stopped') {
      reply(6, says('stop'))
      return story
    }
    if (course === 'withdrawn') {
      end('withdrawn', texts.withdrawn, texts.withdrawn)
      return story
    }
    const reasons = course === 'not agreed' && choosing.once(texts.final)
    if (reasons) {
      question()
      after(1.5 * A_DAY, (play, now) =>
        play.staff(manager, 'final-answer', now, { reasons, body: texts.body }),
      )
      document()
      return story
    }
    if (dice.chance(0.12)) question()
    if (dice.chance(0.03)) toldAgain()
    if (dice.chance(0.06)) handOver()
    if (dice.chance(0.07)) request()
    if (course === 'put right in a call') {
      if (dice.chance(0.5)) call()
      talk(true)
      document()
      return story
    }
    if (dice.chance(0.06)) talk(false)
    const kind = dice.chance(0.78) ? remedy() : 'none'
    if (dice.chance(0.18)) progress()
    done(kind)
    if (course === 'never heard again') {
      wait(7.2 * 24 * HOUR)
      document(0.85)
      return story
    }
    if (course === 'partly at first' || course === 'not yet at first') {
      confirm(course === 'partly at first' ? 'partly' : 'not yet')
      apologise()
      done(remedy({ kind: 'discount', money: [50, 200] }))
    }
    confirm('yes')
    document()
    return story
  }
}
