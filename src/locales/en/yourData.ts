/** What customers read where they ask for a copy of their data, or its erasure. `when` is a date or time. */
export const yourData = {
  title: 'Your data',
  lead: 'You can see what we keep about you, and ask us to erase it. We send a link to the e-mail address we have, so that nobody else can do it for you.',
  copy: {
    title: 'A copy of what we keep about you',
    how: 'To read on a page and to download, pictures included.',
    send: 'Send me a copy',
  },
  erasure: {
    title: 'Erase what you hold about me',
    how: 'Your name, addresses, words and pictures go, for good, and this page with them. What we still owe you is done first.',
    send: 'Erase my data',
  },
  back: 'Back to my case',
  sent: 'We have sent you a link',
  sentText:
    'Open it within 24 hours and confirm. Nothing happens before that. If it does not arrive, look in your spam folder, and ask again after ten minutes.',
  notSent: 'We can’t send you a link',
  noAddress:
    'We have no e-mail address of yours, so we can’t make sure that it is you. Please write to us, and we will help you.',
  unreachable:
    'E-mails to the address we have come back, or were reported as unwanted, so we send nothing there. Please write to us from another address, and we will help you.',
  often:
    'You have asked three times in a day. Please use the newest link that we sent, or ask again tomorrow.',
  mail: {
    copy: {
      subject: (brand: string) => `${brand}: confirm that you want a copy of your data`,
      lead: 'You asked for a copy of what we keep about you. Confirm it on the page that opens, and you can read it there.',
    },
    erasure: {
      subject: (brand: string) => `${brand}: confirm that we erase your data`,
      lead: 'You asked us to erase what we hold about you. Nothing is erased before you confirm it on the page that opens.',
    },
    open: 'See and confirm',
    how: (until: string) => `The link works until ${until}. Please don’t pass it on.`,
    unasked: 'If you did not ask for this, do nothing: nothing happens then.',
    why: (brand: string) => `You get this because it was asked for on your case page at ${brand}.`,
  },
  confirm: {
    copy: { title: 'Show the copy of your data?', send: 'Yes, show it to me' },
    erasure: {
      title: 'Erase your data?',
      send: 'Yes, erase it for good',
      how: 'This can’t be undone. What goes: your name, addresses, words and pictures, and the links to your cases. What stays: figures without you, such as a score and dates. What we paid or sent you stays in our books, with its kind, amount and date.',
      address:
        'So that you are not asked again, we keep a code made from your address. It can’t be turned back into the address. Write to us if you want that to go as well.',
    },
  },
  ready: 'Your copy is ready',
  readyText: (when: string) => `You can read and download it here until ${when}.`,
  read: 'Read it',
  json: 'Download for computers (JSON)',
  zip: 'Download all, with pictures (ZIP)',
  waits: 'We will erase your data',
  held: 'A legal matter obliges us to keep your data for now. It is erased as soon as that is over.',
  owed: 'We still owe you something. Your data is erased by itself as soon as this is done:',
  owes: (thing: string, when: string) => (when ? `${thing}, by ${when} at the latest` : thing),
  things: { word: 'An answer on your open case', 'call-back': 'A call that is booked' },
  dropWord: 'If you no longer want an answer, choose “Stop all messages” on your case page.',
  soon: 'It is done within a quarter of an hour.',
  erased: 'Your data is erased',
  erasedText: (when: string) => `It was done on ${when}.`,
  kept: 'What we keep, and why',
  keptFigures:
    'Scores, dates and kinds of cases, without anything about you: they are counted in our figures.',
  keptBooks: 'For our books, without your name:',
  keptAddress:
    'A code made from your address, so that you are not asked again. It can’t be turned back into the address.',
  beyond: 'What we can’t take back',
  beyondMails: (n: number) => (n === 1 ? 'One e-mail that we sent you.' : `${n} e-mails that we sent you.`),
  beyondPartners: (names: string) => `What we passed on to ${names}: we ask them to erase it.`,
  over: 'This link has ended',
  overText: 'You can ask for a new one on your case page.',
}
