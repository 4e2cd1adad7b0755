import type { ImprovementLook } from '../../db/schema/index.ts'
import type { Counted } from '../insight/difference.ts'

/** Every kind of event of an improvement with its facts. Dates are local ones, people stand by their names. */
export type ImprovementEvents = {
  opened: { owner: string; dueOn: string }
  changed: { what?: true; owner?: string; dueOn?: string }
  'in place': { on: string }
  /** There is a verdict. */
  measured: ImprovementLook
  closed: ImprovementLook
  /** By a person; or by the product, where the share is back: what was counted of late, and after the change. */
  reopened: { since: Counted; after: Counted } | { since?: undefined }
}

export type ImprovementEventKind = keyof ImprovementEvents
export type ImprovementEvent = {
  [Kind in ImprovementEventKind]: { kind: Kind; data: ImprovementEvents[Kind]; text?: string }
}[ImprovementEventKind]
