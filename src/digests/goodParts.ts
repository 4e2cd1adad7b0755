import type { CardPart } from '../../integrations/chat.ts'
import { cutBefore } from '../care/cut.ts'
import { improvementPage, standingOf } from '../improvements/improvement.ts'
import { dateOf, verdictOf } from '../improvements/shown.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Asked } from './digest.ts'
import type { Loaded } from './load.ts'
import { departmentsIn } from './reportOf.ts'
import { text } from './say.ts'

const SHOWN = 10

const KUDOS = 3

const IMPROVEMENTS = 3
const LONGEST = 300

/** The first numbers, and how many more there are. */
const first = (numbers: number[]): [shown: string, more: number] => [
  numbers.slice(0, SHOWN).join(', '),
  Math.max(0, numbers.length - SHOWN),
]

/** What went well, what was learnt, and what others were asked for. */
export function goodParts(loaded: Loaded, publicUrl: string, words: StaffWords): CardPart[] {
  const { digest, cases, kudos, names } = loaded
  const { recovered, confirmed, unconfirmed, thanks } = digest
  const say = words.digest
  const said = thanks ? cases.get(thanks) : undefined
  const more = kudos.length - KUDOS
  return [
    ...(recovered.length > 0 ? [text(say.recovered(recovered.length, ...first(recovered), confirmed))] : []),
    ...(said?.thanks ? [quote(say.case(said.number, said.customer), said.thanks)] : []),
    ...(unconfirmed.length > 0 ? [text(say.unconfirmed(unconfirmed.length, ...first(unconfirmed)))] : []),
    ...kudos.slice(0, KUDOS).map(({ who, words: why, department }) => {
      const label = say.kudos(cut(who), names.length > 0 ? department : '')
      return why ? quote(label, why) : text(label)
    }),
    ...(more > 0 ? [text(say.moreKudos(more))] : []),
    ...improvementItems(loaded, publicUrl, words),
    ...toDocumentPart(loaded, publicUrl, words),
    ...askedParts(loaded, words),
  ]
}

/** Beyond the first numbers the list has them all. */
const toDocumentPart = (
  { digest: { toDocument, covers } }: Loaded,
  publicUrl: string,
  { digest: say }: StaffWords,
): CardPart[] => {
  if (toDocument.length === 0) return []
  const label = say.toDocument(...first(toDocument))
  if (toDocument.length <= SHOWN) return [text(label)]
  const query = new URLSearchParams({ ...departmentsIn(covers), outcome: 'undocumented' })
  return [{ kind: 'item', label, url: `${publicUrl}/desk/cases?${query}`, text: '' }]
}

const improvementItems = (
  { improvements, localDate }: Loaded,
  publicUrl: string,
  words: StaffWords,
): CardPart[] =>
  improvements.slice(0, IMPROVEMENTS).map((one) => ({
    kind: 'item',
    label: words.improvements.title(one.number, cut(one.what).replace(/\.$/, '')),
    url: `${publicUrl}${improvementPage(one)}`,
    ...(one.message && { message: one.message }),
    text:
      standingOf(one, localDate) === 'late'
        ? words.digest.improvementLate(dateOf(one.dueOn, words), one.owner)
        : verdictOf(one.look, words),
  }))

/** A day tells only what is late or declined; a week or a month tells all. */
const askedParts = ({ digest }: Loaded, { digest: say }: StaffWords): CardPart[] => {
  const told = (all: Asked[]) =>
    all
      .filter(({ late, declined }) => digest.edition !== 'daily' || late + declined > 0)
      .slice(0, SHOWN)
      .map(({ who, ...counts }) => say.asked(cut(who), counts))
  const [others, us] = [told(digest.asked.others), told(digest.asked.us)]
  return [
    ...(others.length > 0 ? [text(say.askedOthers, ...others)] : []),
    ...(us.length > 0 ? [text(say.askedUs, ...us)] : []),
  ]
}

const quote = (label: string, words: string): CardPart => ({ kind: 'quote', label, text: cut(words) })
const cut = (words: string) => cutBefore(words, LONGEST)
