import type { StaffWords } from '../../staff.ts'
import { call } from './call.ts'
import { card } from './card.ts'
import { console } from './console.ts'
import { covers } from './covers.ts'
import { customers } from './customers.ts'
import { desk } from './desk.ts'
import { digest } from './digest.ts'
import { discoveries } from './discoveries.ts'
import { ends } from './ends.ts'
import { forms } from './forms.ts'
import { improvements } from './improvements.ts'
import { kudos } from './kudos.ts'
import { labels } from './labels.ts'
import { lists } from './lists.ts'
import { moves, submit } from './moves.ts'
import { oidc } from './oidc.ts'
import { personal } from './personal.ts'
import { personalData } from './personalData.ts'
import { proposals } from './proposals.ts'
import { remedies } from './remedies.ts'
import { report } from './report.ts'
import { rights, values } from './rights.ts'
import { rosters } from './rosters.ts'
import { sessions } from './sessions.ts'
import { setUp } from './setUp.ts'
import { setUpHistory } from './setUpHistory.ts'
import { thread } from './thread.ts'
import { turns } from './turns.ts'

/** What staff read in Swedish, as colleagues say it. */
export const staff: StaffWords = {
  language: 'sv',
  locale: 'sv-SE',
  more: (n) => `… och ${n} till`,
  save: 'Spara',
  call,
  card,
  console,
  covers,
  customers,
  desk,
  digest,
  discoveries,
  ends,
  forms,
  improvements,
  kudos,
  labels,
  lists,
  moves,
  oidc,
  personal,
  personalData,
  proposals,
  remedies,
  report,
  rights,
  rosters,
  sessions,
  setUp,
  setUpHistory,
  submit,
  thread,
  turns,
  values,
}
