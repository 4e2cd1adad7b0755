import type { StaffWords } from '../../staff.ts'
import { call } from './call.ts'
import { card } from './card.ts'
import { covers } from './covers.ts'
import { desk } from './desk.ts'
import { digest } from './digest.ts'
import { ends } from './ends.ts'
import { forms } from './forms.ts'
import { kudos } from './kudos.ts'
import { labels } from './labels.ts'
import { moves, submit } from './moves.ts'
import { personal } from './personal.ts'
import { proposals } from './proposals.ts'
import { remedies } from './remedies.ts'
import { rights, values } from './rights.ts'
import { thread } from './thread.ts'
import { turns } from './turns.ts'

/** What staff read in Norwegian, as colleagues say it. */
export const staff: StaffWords = {
  language: 'nb',
  locale: 'nb-NO',
  more: (n) => `… og ${n} til`,
  save: 'Lagre',
  call,
  card,
  covers,
  desk,
  digest,
  ends,
  forms,
  kudos,
  labels,
  moves,
  personal,
  proposals,
  remedies,
  rights,
  submit,
  thread,
  turns,
  values,
}
