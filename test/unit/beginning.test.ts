import { expect, test } from 'vitest'
import { beginning } from '../../src/cases/labels.ts'
import { staffWords } from '../../src/locales/staff.ts'

const say = (text: string) => beginning(text, staffWords('en'))

test('what a list quotes of a customer is judged as a whole, before it is cut', () => {
  const waited = 'Jag fick vänta i kön i nästan en timme, och sedan bröts samtalet när jag kom fram. '
  expect(say(waited)).toContain('Jag fick vänta')
  expect(say(`${waited}Min dotter är fyra år och sjuk.`)).toBe('Sensitive: open the page')
})

test('a number that would be cut in its middle is masked first', () => {
  const text = `${'I paid and paid and nobody ever told me why. '.padEnd(66, '.')} 4111 1111 1111 1111`
  expect(say(text)).not.toContain('4111')
})
