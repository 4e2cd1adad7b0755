import { createHash } from 'node:crypto'
import { token } from '../src/tokens.ts'

/** Everything about answer number n follows from n, so that each process can tell it without asking. */
export const TOKEN_KEY = 'only the benchmark signs its links with this'
export const DEPARTMENTS = 50
export const WORKSPACE = 'T0BENCH001'

/** One in five is dissatisfied; these go round the departments. */
const isDissatisfied = (n: number): boolean => n % 5 === 0
export const scoreOf = (n: number): number => (isDissatisfied(n) ? 1 + (n % 2) : 4 + (n % 2))
export const departmentOf = (n: number): number => Math.floor(n / 5) % DEPARTMENTS

/** The same id as data.ts makes in SQL: `md5('<kind> <n>')::uuid`. */
const idOf = (kind: string, n: number): string =>
  createHash('md5')
    .update(`${kind} ${n}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

export const nonceOf = (n: number): Buffer => createHash('sha256').update(`nonce ${n}`).digest()

/** The link the product itself would mail for invitation n. */
export const tokenOf = (n: number): string => token(TOKEN_KEY, 'survey', idOf('invitation', n), nonceOf(n))

export const channelOf = (department: number): string => `C${String(department).padStart(8, '0')}`
/** Where management's digest goes. */
export const MANAGEMENT = 'C99999999'
export const liaisonOf = (department: number): string => `U${String(department).padStart(8, '0')}`

export const range = (from: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, i) => from + i * step)
