import { localeOf } from '../locales/index.ts'
import { type Block, box, paragraph, small } from './blocks.tsx'
import { type CaseMailProps, type Remedy, remedyBox } from './caseFrame.ts'

type Named = Omit<Remedy, 'words'>

/** What a mail tells besides what it is about. */
export type Along =
  | { kind: 'account'; words: string }
  | { kind: 'promised'; words: string; remedy: Named; due: Date }
  | { kind: 'done'; words: string; remedy: Named }

/** Each with the sentence that its own mail would begin with. */
export const alongBlocks = (props: CaseMailProps, all: Along[]): Block[] => {
  const { case: say } = localeOf(props.language).mails
  return all.flatMap((one) => {
    if (one.kind === 'account')
      return [paragraph(say.account.lead), box('', one.words, []), small(say.account.how)]
    const { kind, words, remedy } = one
    return [
      paragraph(kind === 'promised' ? say.promised.lead : say.done.lead),
      remedyBox(props, { ...remedy, words, ...(kind === 'promised' ? { due: one.due } : {}) }),
    ]
  })
}
