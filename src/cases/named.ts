import type { Case } from './case.ts'

type Naming = Pick<Case, 'answers' | 'staffMember' | 'notThem'>

const partsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether one may be the other: "Berg, Anna", "Anna" and "A. Berg" all may be Anna Berg. */
const mayBeCalled = (said: string, name: string): boolean => {
  const parts = partsOf(name)
  const given = partsOf(said)
  return (
    given.length > 0 &&
    given.every((one) => parts.some((part) => part === one || (one.length === 1 && part.startsWith(one))))
  )
}

/** The complaint is about a person who is known by name alone, and no manager has said yet who it is not. */
export const namedAlone = ({ answers, staffMember, notThem }: Naming): string | undefined =>
  answers.about === 'person' && staffMember && !staffMember.email && !notThem ? staffMember.name : undefined

/** Until then nobody of that name acts on it. */
export const mayBeAbout = (found: Naming, { name }: { name: string }): boolean => {
  const said = namedAlone(found)
  return said !== undefined && mayBeCalled(said, name)
}
