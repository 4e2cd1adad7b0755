import type { Parts } from './parts.ts'

/** What the clocks and the set-up did. By the event's kind. */
export const clocks: Record<string, Parts> = {}
