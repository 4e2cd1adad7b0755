import type { Parts } from './parts.ts'

/** Handovers, requests, call-backs, and how a case took a turn. By the event's kind. */
export const turns: Record<string, Parts> = {}
