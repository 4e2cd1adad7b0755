import { expect, test } from 'vitest'
import { touches } from '../../src/care/sensitive.ts'
import { severeIn } from '../../src/care/severe/severe.ts'

test.each([
  'Kopplad fem gånger. Jag orkar inte mer, jag vill inte leva om det ska vara så här.',
  'Jag orkar inte leva längre.',
  'Nu tar jag livet av mig.',
  'Jag tänker ta mitt liv.',
  'Jag mår så dåligt att jag har självmordstankar.',
  'Jeg vil ikke leve lenger.',
  'Jeg orker ikke å leve med dette.',
  'Jeg kommer til å ta livet av meg.',
  'I don’t want to live any more.',
  'I am going to kill myself over this debt.',
  'I feel like ending it all.',
])(
  'a customer who writes that they want to die gets the worst severity, and chat hides the words: %s',
  (text) => {
    expect(severeIn(text)).toContain('own life')
    expect(touches(text)).toContain('health')
  },
)

test.each([
  'Den här kön tar livet av mig.',
  'Ni tar livet av mig med era köer.',
  'Jag dog av skratt, men batteriet dog efter en dag.',
  'Jag vill dö av skam över presenten.',
  'Jag vill inte leverera tillbaka paketet, och jag orkar inte ringa mer.',
  'Denne køen tar livet av meg.',
  'This queue is killing me.',
  'I want to die of boredom in your queue.',
  'I don’t want to live chat with a robot.',
  'I don’t want to live in a flat with this paint.',
])('what only sounds like it is not: %s', (text) => {
  expect(severeIn(text)).toEqual([])
})
