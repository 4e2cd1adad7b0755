import { find, type Phrases, phrases, type Text, wordsOf } from '../phrases.ts'
import { severeEn } from './en.ts'
import { severeNorse } from './norse.ts'

const list = (words: string) => new Set(words.split(' '))
const NOT = list(
  'not no never none nobody nor without neither nothing cannot cant dont didnt wasnt isnt wont inte ingen inga inget ej aldrig utan ikke intet aldri uten verken varken ikkje null ingenting',
)
const BETWEEN = list(
  'vill tänker tänkt behöver kommer att någon ska skal vil tenkt tenker å noen want going plan planning to be need was were got has have had been blev ble blivit blitt er är is are get gets one person som any a an in gå med och or eller and på of the blir bli var vært varit need grund',
)
const BUT_ALSO = list('bara only just bare merely enbart')
const AFTER = list('mig meg oss sig seg er dere honom ham henne dem you me us him her them jag jeg vi')
const NOTHING = list('nothing inget ingenting intet')
const DENIES = list('no nope nej nei neida nejdå')

/** Whether what stands there is said not to be so, wherever the language puts its "not". */
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

// Read at the first words: most requests need none of them
let made: { en: Phrases; norse: Phrases } | undefined
/** The languages a line may be in: one, unless it is mixed or says too little. */
const listsFor = ({ words }: Text) => {
  const english = words.filter((word) => ENGLISH.has(word)).length
  const norse = words.filter((word) => NORSE.has(word)).length
  made ??= { en: phrases(severeEn), norse: phrases(severeNorse) }
  if (english > norse * 3) return [made.en]
  return norse > english * 3 ? [made.norse] : [made.en, made.norse]
}

/** What a sentence is about, as the lists name it: a body, an authority, somebody else's letter. What is denied does not count. */
export const conceptsIn = (sentence: string): string[] => {
  const read = wordsOf(sentence)
  return [...new Set(listsFor(read).flatMap((lists) => [...find(read, lists, negates).keys()]))]
}
