import type { Result } from './run.ts'

/** The figures of a run, for people. */
export const summary = ({ kills, acknowledged, missing, doubled, back, book, ...rest }: Result): string => {
  const { visible, listed } = rest.escalations
  const each = Object.entries(kills).flatMap(([what, n]) => (n ? [`${what} ${n}`] : []))
  const mails = Object.entries(rest.mails).map(([state, n]) => `${n} ${state}`)
  return [
    `kills ${sum(kills)} (${each.join(', ')}) in ${rest.seconds} s`,
    `acknowledged ${acknowledged.contacts} contacts, ${acknowledged.answers} answers, ${acknowledged.clicks} clicks; ` +
      `${book.repeats} sent again on purpose, ${rest.inDoubt} left without an answer`,
    `${rest.erased} customers erased meanwhile, of ${book.erasing.size} asked for: ${back.length} came back`,
    `missing ${missing.length}, doubled ${doubled.length}`,
    `${rest.cases} cases: ${visible} escalations visible, ${listed} listed with a cause; ${rest.untold} late clicks not told`,
    `mails ${mails.join(', ')}; ${rest.left.length} entries left; ledger ${book.file}`,
  ].join('\n')
}

export const sum = (numbers: Record<string, number>): number =>
  Object.values(numbers).reduce((all, one) => all + one, 0)
