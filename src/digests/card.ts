import type { Action, Card, CardPart } from '../../integrations/chat.ts'
import { foldChanges } from '../discoveries/fold.ts'
import { behindPage } from '../discoveries/read.ts'
import { sayAlike, sayDiscovery } from '../discoveries/say.ts'
import { ofDiscovery } from '../improvements/reason.ts'
import type { StaffWords } from '../locales/staff.ts'
import { departmentParts } from './departmentParts.ts'
import { goodParts } from './goodParts.ts'
import type { Loaded } from './load.ts'
import { needParts } from './needParts.ts'
import { reportSubject } from './reportOf.ts'
import { chartOf, mostNamed, sentence, text, whenOf } from './say.ts'

const NEW = 3
const NAMES = 3

/** A digest as it stands when it is rendered. The summary carries what counts; quiet days are three lines. Pure. */
export function digestCard(loaded: Loaded, publicUrl: string, words: StaffWords): Card {
  const { id, digest, localDate } = loaded
  const say = words.digest
  const title = nameOf(loaded)
  const later = [
    ...newParts(loaded, publicUrl, words),
    ...departmentParts(digest.departments ?? [], words),
    ...goodParts(loaded, publicUrl, words),
  ]
  return {
    title: say.title(title, whenOf(digest, words)),
    summary: say.summary(say.editions[digest.edition], title, digest.needed, digest.answers.n),
    tone: digest.needs.some(({ due }) => due <= digest.at) ? 'waiting' : 'plain',
    parts: [
      ...needParts(loaded, publicUrl, words),
      text(sentence(digest, localDate, words), ...named(loaded, words)),
      ...chartOf(digest, words).map((chart): CardPart => ({ kind: 'chart', ...chart })),
      ...later,
    ],
    actions: [
      ...(digest.needed > 0 ? [snoozeOf(words)] : []),
      // A link of their own for the person who asks: no mail stands before the page
      { verb: 'report', label: say.report, opens: 'form' },
    ],
    subject: id || reportSubject(loaded.home.key, digest),
    language: words.language,
  }
}

/** What still needs a person, put off from a digest until today; undefined where nothing does. Pure. */
export const reminderCard = (loaded: Loaded, publicUrl: string, words: StaffWords): Card | undefined => {
  const { id, digest } = loaded
  if (digest.needed === 0) return undefined
  const title = words.digest.again(nameOf(loaded))
  return {
    title,
    summary: title,
    tone: 'waiting',
    parts: needParts(loaded, publicUrl, words),
    actions: [snoozeOf(words)],
    subject: id,
    language: words.language,
  }
}

const nameOf = ({ home, names, person }: Loaded): string =>
  person && names.length > 0
    ? `${names.slice(0, NAMES).join(', ')}${names.length > NAMES ? ', …' : ''}`
    : home.name

const snoozeOf = ({ digest: say }: StaffWords): Action => ({
  verb: 'snooze-digest',
  label: say.snooze,
  opens: 'nothing',
})

/** On a day of few answers the drivers are not worth a line. */
const named = ({ digest }: Loaded, words: StaffWords): string[] => {
  const drivers = mostNamed(digest, words)
  return drivers.length > 0 ? [words.digest.drivers(drivers.join(', '))] : []
}

/** What was found, the first few; a digest of several departments names the one of each. Pure. */
export function newParts(
  { found, home, names, digest }: Loaded,
  publicUrl: string,
  words: StaffWords,
): CardPart[] {
  const folded = foldChanges(found)
  if (folded.length === 0) return []
  const read = { timeZone: home.timeZone, now: new Date(digest.at) }
  const told = folded.slice(0, NEW).map(
    ({ one, alike }): CardPart => ({
      kind: 'item',
      label: [words.discoveries.kinds[one.kind], ...(names.length > 1 ? [one.department] : [])].join(', '),
      url: `${publicUrl}${behindPage(one)}`,
      text: [sayDiscovery(one, words, read), sayAlike({ one, alike }, words)].join(' ').trimEnd(),
      actions: [{ verb: 'improve', label: words.improvements.improve, opens: 'form' }],
      subject: ofDiscovery(one.id),
    }),
  )
  const more = folded.length > NEW ? [text(words.digest.moreFound(folded.length - NEW))] : []
  return [text(words.digest.found), ...told, ...more]
}
