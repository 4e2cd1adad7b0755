import { z } from 'zod/v4'

/** What Slack's blocks are made of. */
export const str = (max: number) => z.string().max(max)
export const list = <T extends z.ZodType>(one: T, min: number, max: number) => z.array(one).min(min).max(max)
export const words = (max: number) => z.string().min(1).max(max)
export const plain = (max: number) =>
  z.object({ type: z.literal('plain_text', { error: 'must be a plain_text object' }), text: words(max) })
export const text = (max: number) => z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: words(max) })

export const block = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), block_id: str(255).optional(), ...shape })
