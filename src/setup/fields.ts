import * as z from 'zod/v4'

// What organisation.yaml and the desk's form check alike
export const digestHour = z.number().int().min(0).max(23)
export const listOf = <T extends z.ZodType>(one: T) => z.array(one).min(1, 'needs at least one person')
export const listed = listOf(z.string())
