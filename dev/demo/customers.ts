import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Dice } from './dice.ts'
import type { Language } from './texts.ts'

type Customer = {
  id: string
  name: string
  email: string
  language?: Language
  createdAt: Date
  askedAt?: Date
}
export type Customers = {
  /** Who comes: somebody new, or one of this brand who came before. `rested`: not asked within 30 days. */
  next: (brand: string, at: Date) => { customer: Customer; rested: boolean }
  asked: (customer: Customer, at: Date) => void
}

const REST = 30 * 24 * 3600_000
const AGAIN = 0.16
const names = parse(readFileSync(join(import.meta.dirname, 'words', 'names.yaml'), 'utf8')) as {
  first: string[]
  last: string[]
}
const ascii = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')

export const customersFrom = (dice: Dice): Customers => {
  const known: Record<string, Customer[]> = {}
  const taken = new Map<string, number>()
  const fresh = (at: Date): Customer => {
    const [first, last] = [dice.of(names.first), dice.of(names.last)]
    const address = `${ascii(first)}.${ascii(last)}`
    const times = taken.get(address) ?? 0
    taken.set(address, times + 1)
    return {
      id: dice.uuid(),
      name: `${first} ${last}`,
      email: `${address}${times || ''}@example.com`,
      createdAt: at,
    }
  }
  return {
    next: (brand, at) => {
      const before = known[brand] ?? []
      known[brand] = before
      if (before.length > 200 && dice.chance(AGAIN)) {
        const customer = dice.of(before)
        const rested = !customer.askedAt || at.getTime() - customer.askedAt.getTime() > REST
        return { customer, rested }
      }
      const customer = fresh(at)
      before.push(customer)
      return { customer, rested: true }
    },
    asked: (customer, at) => {
      customer.askedAt = at
    },
  }
}
