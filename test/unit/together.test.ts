import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { together } from '../../src/batch.ts'

const db = {} as Db

test('one question that fails takes no other with it', async () => {
  const asked: string[][] = []
  const ask = together<{ token: string }, string>(1, async (_db, questions) => {
    const tokens = questions.map(({ token }) => token)
    asked.push(tokens)
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (tokens.includes('bad')) throw new Error('refused')
    return tokens.map((token) => token.toUpperCase())
  })
  const tokens = ['a', 'b', 'c', 'bad', 'd', 'e', 'f']
  const answers = await Promise.allSettled(tokens.map((token) => ask(db, { token })))
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual([
    'A',
    'B',
    'C',
    'failed',
    'D',
    'E',
    'F',
  ])
  expect(asked.some((batch) => batch.length > 1 && batch.includes('bad'))).toBe(true)
})

test('two questions about one link never share a statement', async () => {
  const asked: string[][] = []
  const ask = together<{ token: string }, number>(1, async (_db, questions) => {
    asked.push(questions.map(({ token }) => token))
    await new Promise((resolve) => setTimeout(resolve, 5))
    return questions.map((_, place) => place)
  })
  await Promise.all(Array.from({ length: 12 }, (_, n) => ask(db, { token: n % 2 ? 'same' : `other-${n}` })))
  expect(asked.every((batch) => new Set(batch).size === batch.length)).toBe(true)
  expect(asked.flat()).toHaveLength(12)
})
