import type { Answer } from '../../integrations/inbound.ts'
import { timeOf } from '../cases/labels.ts'
import type { Who } from '../cases/verb.ts'
import { askCover, colleaguesOf, named } from '../covers/ask.ts'
import type { EdgeDeps } from '../deps.ts'
import { isPresent } from '../directory/nextInLine.ts'
import { said } from './listed.ts'

/** "until Monday, Björn covers" in a leave. */
const IN_LEAVE =
  /^(.+?)[,;]? +(?:and )?(?:covered by|cover:|täcks av|dekkes av) +(.+)$|^(.+?)[,;] *(.+?) +(?:covers|takes mine|takes my cases|täcker|tar mina|tar mina ärenden|dekker|tar mine|tar sakene mine)(?: for me| me| mig| meg)?$/i

/** The day and the colleague that a text about a leave names. Pure. */
export const coverIn = (text: string): { day: string; colleague?: string } => {
  const [, day, by, dayToo, who] = IN_LEAVE.exec(text) ?? []
  const colleague = by ?? who
  return colleague ? { day: (day ?? dayToo)!, colleague } : { day: text }
}

/** "Björn takes mine until Thursday". Pure. */
export const swapIn = (text: string): { colleague: string; day: string } | undefined => {
  const found =
    /^(.+?) (?:takes|has|covers|tar|täcker|dekker) (?:mine|my cases|me|mina ärenden|mina|sakene mine|mig|meg)(?: (?:until|till|til|to|fram till|frem til))? (.+)$/i.exec(
      text,
    )
  return found ? { colleague: found[1]!, day: found[2]! } : undefined
}

type Asking = { colleague: string; until: Date; leave: boolean; timeZone: string }

/** Asks the colleague; says whom nobody is called, or who of several was meant. */
export const askColleague = async (
  deps: EdgeDeps,
  { by, words, now }: Who,
  { colleague: name, until, leave, timeZone }: Asking,
): Promise<{ title: string; lines: string[]; asked: boolean }> => {
  const say = words.covers
  const colleagues = await colleaguesOf(deps.db, by)
  const found = named(name, colleagues)
  const [colleague] = found
  const refused = (title: string, lines: string[]) => ({ title, lines, asked: false })
  if (!colleague || found.length > 1)
    return refused((colleague ? say.several : say.unknown)(name.slice(0, 60)), [
      say.who((colleague ? found : colleagues).map((one) => one.name).join(', ')),
    ])
  if (!isPresent(colleague, now))
    return refused(say.away(colleague.name, timeOf({ timeZone }, colleague.awayUntil!, words)), [])
  const answerBy = await askCover(deps, { by, colleague, until, leave, now })
  deps.wake()
  const lines = [say.nothingMoves(colleague.name, timeOf({ timeZone }, answerBy, words))]
  return { title: say.asked(colleague.name), lines, asked: true }
}

export const cardOf = ({ title, lines }: { title: string; lines: string[] }): Answer => ({
  kind: 'card',
  card: said(title, lines),
})
