import type { Parts } from './parts.ts'

/** What the customer said or did on the case page, and what they were asked. By the event's kind. */
export const customer: Record<string, Parts> = {}
