/** A customer's thanks, and passing them on. */
export const kudos = {
  title: 'Thanks from a customer',
  summary: (passedBy: string | null) =>
    `A satisfied customer says thanks${passedBy ? `; ${passedBy} passes it on` : ''}`,
  good: 'What was good',
  named: 'Whom the customer thanks',
  contact: 'Contact',
  ended: (channel: string, when: string) => `${channel}, ended ${when}`,
  handledBy: 'Handled by',
  brand: 'Brand',
  passOn: 'Pass on the thanks',
  passed: (by: string, to: string | null, when: string) =>
    to
      ? `${by} passed on the thanks by mail to ${to}, ${when}.`
      : `${by} is to pass on the thanks in person, since ${when}: no e-mail address is known.`,
  mailed: (to: string) => `The thanks go to ${to} by mail, in your name.`,
  tellThem: 'The thanks are yours to pass on. No e-mail address is known: please tell them in person.',
  yours: 'These thanks are yours: well done. Let a colleague pass them on.',
  passedAlready: (by: string | null) => `${by ?? 'A colleague'} has taken on these thanks already.`,
  notYours: (department: string) =>
    `These thanks are for ${department}: its liaisons and managers pass them on.`,
  unknown: 'These thanks are not known here any more.',
}
