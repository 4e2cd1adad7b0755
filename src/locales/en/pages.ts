import type { Driver } from '../../../surveys/drivers.ts'
import type { Answers } from '../../../surveys/survey.ts'

type Five = [string, string, string, string, string]

/** What the edge shows: the survey, the unsubscribe page, and messages. `when` is a date or time in the reader's language. */
export const pages = {
  lang: 'en',
  locale: 'en-GB',
  /** Other tags of the language that it is written for too. */
  also: [] as string[],
  /** Currencies that Intl writes with a sign nobody uses: their code stands instead (Swedish: "Nkr"). */
  currenciesByCode: [] as string[],
  drivers: {
    'waiting-time': 'Waiting time',
    'unanswered-or-late-reply': 'No reply, or a late one',
    'hard-to-reach-the-right-person': 'Hard to reach the right person',
    'opening-hours': 'Opening hours',
    'queue-or-checkout': 'Queue or checkout',
    'not-greeted-or-indifferent': 'Not greeted, or met with indifference',
    'rude-or-nonchalant': 'Rude or nonchalant',
    'lacking-knowledge': 'Staff lacked knowledge',
    'promise-not-kept-or-no-follow-up': 'Promise not kept, or no follow-up',
    'sent-around': 'Passed from person to person',
    'delivery-late': 'Late delivery',
    'delivery-wrong-or-lost': 'Wrong or lost delivery',
    'damaged-or-faulty-product': 'Damaged or faulty product',
    'out-of-stock': 'Out of stock',
    'return-or-exchange': 'Return or exchange',
    'price-or-fee': 'Price or fee',
    'payment-methods': 'Ways to pay',
    'invoice-hard-to-read-or-wrong': 'Invoice wrong or hard to read',
    'missing-receipt-or-confirmation': 'Missing receipt or confirmation',
    'refund-or-compensation': 'Refund or compensation',
    'policy-or-contract-terms': 'Rules or contract terms',
    'website-or-app-hard-to-use': 'Website or app hard to use',
    'text-or-colours-hard-to-read': 'Text or colours hard to read',
    'missing-on-mobile': 'Something missing on the phone',
    'premises-dirty-or-smelly': 'Dirty or bad smell',
    'premises-cold-dark-or-noisy': 'Cold, dark or noisy',
    'safety-or-privacy': 'Safety or privacy',
    other: 'Something else',
  } satisfies Record<Driver, string>,
  channel: {
    phone: 'Phone call',
    chat: 'Chat',
    email: 'E-mail',
    store: 'Store visit',
    web: 'Website',
    visit: 'Visit',
    'social media': 'Social media',
    parcel: 'Parcel',
  },
  /** What a score means, from 1 to 5. */
  scores: ['Very dissatisfied', 'Dissatisfied', 'Neither', 'Satisfied', 'Very satisfied'] satisfies Five,
  handling: {
    analytical: 'Just the facts',
    personal: 'Talk to me',
    functional: 'Keep me posted step by step',
    intuitive: 'Just get it solved',
  } satisfies Record<NonNullable<Answers['handling']>, string>,
  about: { person: 'The person', process: 'The way things work', both: 'Both' } satisfies Record<
    NonNullable<Answers['about']>,
    string
  >,
  reach: { phone: 'Yes, call me', mail: 'Yes, by e-mail', no: 'No, please don’t' },
  survey: {
    title: 'How did it go?',
    question: 'How satisfied are you?',
    with: (person: string) => `with ${person}`,
    reference: (reference: string) => `Reference ${reference}`,
    send: 'Send my answer',
    nothingYet: 'Nothing is saved until you press the button.',
    saved: (score: number) => `Your answer, ${score} of 5, is saved.`,
    optional: 'The rest is optional.',
    before: (score: number) => `Your answer so far is ${score} of 5.`,
    change: 'Change my answers',
    changeScore: 'Change the score',
    saveScore: 'Save the score',
    yourAnswer: 'Your answer',
    allSaved: 'Everything is saved.',
    said: 'What you told us',
    scoreIs: (score: number) => `${score} of 5`,
  },
  satisfied: {
    title: 'Thank you!',
    good: 'What was good?',
    kudos: 'Is there anyone we should thank?',
    kudosHint: 'A name, or who it was. We pass it on.',
    send: 'Send',
    end: 'Thank you for taking the time.',
  },
  neutral: {
    title: 'Thank you',
    drivers: 'What could have been better?',
    words: 'In your own words',
    send: 'Send',
    end: 'Thank you, that helps us do better.',
  },
  wrong: {
    title: 'Thank you for telling us',
    drivers: 'What went wrong?',
    several: 'Choose all that apply.',
    more: 'More choices',
    words: 'In your own words',
    about: 'Was it the person you met, or the way things work?',
    send: 'Save and continue',
  },
  right: {
    title: 'How can we put it right?',
    wish: 'What would put it right?',
    handling: 'How would you like us to handle it?',
    reach: 'May we contact you?',
    phone: 'Phone number',
    phoneKnown: (ending: string) => `Leave it empty and we use the number ending in ${ending}.`,
    when: 'When is a good time?',
    whenHint: 'For example weekdays after 3 pm.',
    send: 'Send',
  },
  next: {
    title: 'What happens next',
    person: (person: string, department: string, when: string) =>
      `${person} at ${department} has your case. You will hear from us by ${when} at the latest.`,
    department: (department: string, when: string) =>
      `Your case has gone to ${department}. You will hear from us by ${when} at the latest.`,
    noContact: (person: string | null, department: string) =>
      person
        ? `${person} has your case, and knows that you would rather not be contacted.`
        : `Your case has gone to ${department}, with word that you would rather not be contacted.`,
    mayOpen:
      'If something you wrote needs looking into, we open a case, and this page then says what happens next.',
    reachUs: 'You can also reach us at',
  },
  unsubscribe: {
    title: 'No more surveys?',
    ask: (brand: string, address: string) => `Stop getting surveys from ${brand} at ${address}?`,
    note: 'If you have an open case with us, you still get e-mails about it until it is put right.',
    yes: 'Stop the surveys',
    done: 'You won’t get any more surveys',
    doneText: (brand: string, address: string) => `${brand} no longer sends surveys to ${address}.`,
    undo: 'Undo: keep sending surveys',
    undone: 'Welcome back',
    undoneText: 'You may get a survey again after you have been in touch with us.',
  },
  errors: {
    /** The address alone, without a link's token. */
    home: 'We ask how it went',
    homeText:
      'This site asks customers how a contact with customer service went, and helps put right what went wrong. If you were sent a link, open it from the message: without it there is nothing to see here, and nothing about you is saved.',
    unknown: 'We can’t find this page',
    unknownText:
      'The link may have been cut short on its way. Try opening it again from the e-mail, or copy all of it. If you asked us to erase your data, the page was erased with it.',
    expired: 'This link has expired',
    expiredText:
      'It was valid for a limited time. If you still have something to tell us, we would like to hear it.',
    tooLarge: 'That was too much at once',
    tooLargeText: 'Please go back, make the text shorter and send it again.',
    /** Not saved, since it was sent so often within an hour, or in all. */
    often: {
      hour: 'You have sent us a lot within an hour, so this was not saved. What you sent before is. Please wait an hour and send it again.',
      all: 'You have done this so often that it no longer works here. What you sent before is saved. Please e-mail us instead.',
    },
    tooSlow: 'That took too long',
    tooSlowText: 'Your connection may be slow. Please go back and send it again.',
    malformed: 'We could not read that',
    malformedText: 'Please go back and send the form again.',
    method: 'That does not work here',
    methodText: 'Please open the link in the e-mail again.',
    busy: 'Please try once more',
    busyText: 'Something else was being saved at the same time.',
    failed: 'Something went wrong on our side',
    failedText: 'Please try again in a little while. What was saved before is still there.',
    back: 'Open the page again',
    check: 'Please check one thing, then send again',
    mark: 'Please check',
    scoreMissing: 'Choose a number from 1 to 5.',
    answerMissing: 'Choose one of the answers.',
    wordsMissing: 'Write a few words.',
    notOffered: 'Choose one of the answers offered.',
    phoneMissing: 'Write the number you want us to call.',
    noPhone: 'Write a phone number with digits, for example +44 20 7946 0018.',
    tooLong: (max: number) => `Use at most ${max} characters.`,
  },
}
