import type { Parts } from './parts.ts'

/** Remedies, approvals and their fate. By the event's kind. */
export const remedies: Record<string, Parts> = {}
