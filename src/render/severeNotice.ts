import type { Card } from '../../integrations/chat.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Called } from '../cases/eventFacts.ts'
import { becauseOf, timeOf } from '../cases/labels.ts'
import type { Deps } from '../deps.ts'
import type { StaffWords } from '../locales/staff.ts'

type Anonymous = {
  answers: Answers
  department: string
  departmentKey: string
  timeZone: string
  channel: string
  answeredAt: Date
}

export const anonymousAnswer = async (
  { db }: Pick<Deps, 'db'>,
  id: string,
): Promise<Anonymous | undefined> => {
  const [found] = await db.$client<Anonymous[]>`
    select r.answers, r.revised_at as answered_at, d.name as department, d.key as department_key, d.time_zone, c.channel
    from responses r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
    join departments d on d.key = c.department_key where r.id = ${id}`
  return found
}

/** Severe words of somebody nobody knows: there is no case to open, so management reads them here. Pure. */
export const renderSevereNotice = (found: Anonymous, called: Called, words: StaffWords): Card => {
  const { ends: say, labels } = words
  const { answers, department, channel, answeredAt } = found
  const because = becauseOf(called, words) ?? ''
  const quotes: [string, string | undefined][] = [
    [labels.wentWrong, answers.words],
    [labels.wish, answers.wish],
    [labels.good, answers.good],
    [labels.good, answers.kudos],
  ]
  return {
    title: say.anonymous.title,
    summary: `${say.anonymous.title}. ${because}`,
    tone: 'bad',
    parts: [
      { kind: 'text', text: `${because} ${say.anonymous.text}` },
      ...quotes.flatMap(([label, text]) => (text ? [{ kind: 'quote' as const, label, text }] : [])),
      {
        kind: 'facts',
        facts: [
          { label: labels.department, value: department },
          { label: labels.contact, value: `${channel}, ${timeOf(found, answeredAt, words)}` },
          { label: say.anonymous.score, value: labels.score(answers.score) },
        ],
      },
    ],
    actions: [],
  }
}
