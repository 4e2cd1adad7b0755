import type { Device } from '../../db/schema/index.ts'
import type { As, From } from '../audit/audit.ts'
import { deviceOf } from '../sessions/device.ts'
import type { Ending } from '../sessions/end.ts'
import type { Desk, DeskContext } from './guard.ts'
import type { Viewer } from './views/layout.tsx'

/** Where a request came from. Nothing vouches for the header on Node, so the address is not noted there. */
const fromOf = (c: DeskContext): From => ({
  door: 'desk',
  address: navigator.userAgent === 'Cloudflare-Workers' ? c.req.header('cf-connecting-ip') : undefined,
})

/** What is noted of a browser that signs in: what it says it is, and where it is. */
export const browserOf = (c: DeskContext): { device: Device; from: From } => ({
  device: deviceOf(c.req.header('user-agent')),
  from: fromOf(c),
})

/** A viewer who ends sessions, for the audit log. */
export const endedBy = (desk: Desk, c: DeskContext, { id }: Viewer): Ending => ({
  by: { kind: 'person', id },
  from: fromOf(c),
  now: desk.now(),
})

/** A viewer who does something else that the audit log keeps. */
export const asViewer = (c: DeskContext, { id }: Viewer): As => ({
  by: { kind: 'person', id },
  from: fromOf(c),
})
