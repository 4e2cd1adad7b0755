import { take } from '../cases/steps/take.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { digestRow } from './now.ts'

/**
 * *Take it* on a digest's line; `subject`: the digest and the case. The click's message is the digest, not the case's
 * own. The digest is rendered again, whatever came of it.
 */
export const takeListed: OtherVerb = {
  run: async (deps, { subject, by, now, formId }) => {
    const [digest = '', caseId = ''] = subject.split(' ')
    const again = async () => {
      const found = /^[0-9a-f-]{36}$/.test(digest) ? await digestRow(deps.db, digest) : undefined
      if (!found?.message) return
      await enqueue(deps.db, {
        kind: 'card',
        destination: chatDestination(found.message),
        onceKey: `card:digest:${digest}`,
        payload: { digest },
        dueAt: now,
        now,
      })
      deps.wake()
    }
    try {
      await take.run(deps, { caseId, by, formId, values: {}, now })
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') await again()
      throw error
    }
    await again()
    return { notice: ({ digest: say }: StaffWords) => say.yours }
  },
}
