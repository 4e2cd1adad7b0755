import { type Found, find, near, type Phrases, phrases, type Text, wordsOf } from './phrases.ts'
import { severeEn } from './severityEn.ts'
import { severeNorse } from './severityNorse.ts'

/** What makes a dissatisfaction as severe as can be, whatever the score. */
export type Severe = 'injury' | 'legal threat' | 'data breach' | 'discrimination'

/** Concepts that together, each at most so many words from the first, say a thing; `>` wants them in that order. */
const RULES: [Severe, string][] = [
  ['injury', 'Harm'],
  ['injury', 'Hurt body 9'],
  ['injury', 'Dam own 7'],
  ['injury', 'Break safe 6'],
  ['injury', 'did>part 5'],
  ['injury', 'Hits>me 2'],
  ['injury', 'who>Wounded 2'],
  ['injury', 'who>Fell 4'],
  ['injury', 'Crash>onme 6'],
  ['injury', 'Crash body 6'],
  ['injury', 'hosp go who 12'],
  ['injury', 'Sick caus food 16'],
  ['injury', 'foreign food 8'],
  ['injury', 'Bit thing 6'],
  ['injury', 'Boom dev 7'],
  ['injury', 'Boom near 7'],
  ['injury', 'Allerg Served 12'],
  ['injury', 'mould symptom 20'],
  ['legal threat', 'Law'],
  ['legal threat', 'Lawyer act 6'],
  ['legal threat', 'Tell auth 8'],
  ['data breach', 'Breach'],
  ['data breach', 'Other See witem 20'],
  ['data breach', 'Other>witem 4'],
  ['data breach', 'Give item third 22'],
  ['data breach', 'Give item Without 22'],
  ['data breach', 'pitem Give Wrongto 14'],
  ['data breach', 'pitem Open 12'],
  ['data breach', 'some Took acc 10'],
  ['data breach', 'Open witem Other 14'],
  ['data breach', 'priv Bad 12'],
  ['discrimination', 'Disc'],
  ['discrimination', 'why>group 9'],
  ['discrimination', 'group no 20'],
  ['discrimination', 'group treat 30'],
]
type Rule = { kind: Severe; ordered: boolean; concepts: string[]; within: number }
const rules: Rule[] = RULES.map(([kind, rule]) => {
  const parts = rule.split(/[ >]/)
  const within = Number(parts.at(-1)) || 0
  return { kind, ordered: rule.includes('>'), concepts: within ? parts.slice(0, -1) : parts, within }
})

const list = (words: string) => new Set(words.split(' '))
const NOT = list(
  'not no never none nobody nor without neither nothing cannot cant dont didnt wasnt isnt wont inte ingen inga inget ej aldrig utan ikke intet aldri uten verken varken ikkje null ingenting',
)
const BETWEEN = list(
  'vill tänker tänkt behöver kommer att någon ska skal vil tenkt tenker å noen want going plan planning to be need was were got has have had been blev ble blivit blitt er är is are get gets one person som any a an in gå with och or eller and på of the blir bli var vært varit need grund',
)
const BUT_ALSO = list('bara only just bare merely enbart')
const AFTER = list('mig meg oss sig seg er dere honom ham henne dem you me us him her them jag jeg vi')
const NOTHING = list('nothing inget ingenting intet')
const DENIES = list('no nope nej nei neida nejdå')
const negates = ({ words, sentences, asks, starts }: Text, at: number, end: number, saysNo: boolean) => {
  const no = (place: number) =>
    sentences[place] === sentences[at] &&
    (NOT.has(words[place]!) || words[place]!.endsWith("n't")) &&
    !BUT_ALSO.has(words[place + 1]!)
  if (!saysNo) for (let place = at + 1; place < end; place++) if (no(place)) return true
  if (asks[sentences[at]!] && sentences[end] !== sentences[at] && DENIES.has(words[end]!)) return true
  for (let place = at - 1; place >= Math.max(0, at - 6); place--) {
    if (no(place)) return true
    if (!BETWEEN.has(words[place]!)) break
  }
  const first = starts[sentences[at]!]!
  if (at - first < 12 && NOTHING.has(words[first]!)) return true
  let after = end
  while (after < end + 2 && AFTER.has(words[after]!)) after++
  return /^(?:inte|ikke|ej|ikkje|aldri|aldrig)$/.test(words[after] ?? '') && no(after)
}

const ENGLISH = list(
  'the and is was were to of it you your my that this with have has had not but they are be an or from when what',
)
const NORSE = list(
  'och jag att det är som på med för inte har till av ni den er vi mig min og jeg at ikke til for dere en et ett var når när hos fra från mitt mine mina de meg var ble blev om',
)
/** The languages a line may be in: one, unless it is mixed or says too little. */
const listsFor = ({ words }: Text) => {
  const english = words.filter((word) => ENGLISH.has(word)).length
  const norse = words.filter((word) => NORSE.has(word)).length
  made ??= { en: phrases(severeEn), norse: phrases(severeNorse) }
  if (english > norse * 3) return [made.en]
  return norse > english * 3 ? [made.norse] : [made.en, made.norse]
}
// Read at the first dissatisfied answer: most requests need none of them.
let made: { en: Phrases; norse: Phrases } | undefined

/** Whether the sentence only asks what could be: "Is it safe to …?", "What if …?", or what the customer may do. */
const supposes = ({ words, sentences, asks }: Text, at: number, widely: boolean): boolean => {
  const sentence = sentences[at]!
  if (!asks[sentence]) return false
  let first = at
  while (first > 0 && at - first < 40 && sentences[first - 1] === sentence) first--
  if (!HYPOTHESIS.has(words[first]!)) return false
  return widely || [1, 2].some((next) => ASKER.has(words[first + next] ?? ''))
}

/** Whether the sentence retells what was seen, read or played. */
const retold = (text: Text, found: Found, at: number) => {
  const tales = found.get('tale')
  return !!tales && near(text, tales, at, at - 30, at + 30) !== undefined
}

const holds = (text: Text, found: Found, { kind, ordered, concepts, within }: Rule): boolean => {
  const [first, ...others] = concepts.map((concept) => found.get(concept))
  if (!first || others.some((places) => !places)) return false
  return first.some(
    (at) =>
      others.every(
        (places) =>
          near(text, places!, at, ordered ? at + 1 : at - within, at + within, ordered ? 0 : 1) !== undefined,
      ) &&
      !retold(text, found, at) &&
      !supposes(text, at, kind === 'injury' || others.length === 0),
  )
}
const ASKER = list('i we jag jeg vi man')
const HYPOTHESIS = list(
  'is are do does can could would what how where who if kan är er finns fins finnes har hur hva vad skulle om hvis hvordan should which var hvor selger säljer',
)

/** Who laughs is not hurt. */
const MIRTH = /(?<!\p{L})(?:haha|hehe|lol)(?!\p{L})|[😂🤣😍😅🎉]/iu

/** Which of the severe things the words name, in Swedish, Norwegian or English; what they say did not happen is not. */
export const severeIn = (text: string): Severe[] => {
  const kinds = new Set<Severe>()
  for (const line of text.split('\n')) {
    const read = wordsOf(line)
    if (read.words.length === 0 || MIRTH.test(line)) continue
    for (const lists of listsFor(read)) {
      const found = find(read, lists, negates)
      for (const rule of rules) if (!kinds.has(rule.kind) && holds(read, found, rule)) kinds.add(rule.kind)
    }
  }
  return (Object.keys(NAMES) as Severe[]).filter((kind) => kinds.has(kind))
}

const NAMES: Record<Severe, string> = {
  injury: 'an injury',
  'legal threat': 'a legal threat',
  'data breach': 'a data breach',
  discrimination: 'discrimination',
}

/** As "an injury and a legal threat"; empty for none. */
export const severeNames = (kinds: Severe[]): string =>
  kinds
    .map((kind) => NAMES[kind])
    .join(', ')
    .replace(/, ([^,]+)$/, ' and $1')
