import type { Answers, Driver } from '../survey.ts'

/** Everything a customer reads on a page, in one language. `when` is a date or time already in that language. */
export type Words = {
  lang: string
  locale: string
  drivers: Record<Driver, string>
  channel: Record<string, string>
  /** A CSAT score's meaning, from 1 to 5. */
  scores: [string, string, string, string, string]
  handling: Record<NonNullable<Answers['handling']>, string>
  about: Record<NonNullable<Answers['about']>, string>
  reach: { phone: string; mail: string; no: string }
  survey: {
    title: string
    question: string
    with: (person: string) => string
    reference: (reference: string) => string
    send: string
    nothingYet: string
    saved: (score: number) => string
    optional: string
    before: (score: number) => string
    change: string
    changeScore: string
    saveScore: string
    yourAnswer: string
    allSaved: string
    said: string
    scoreIs: (score: number) => string
  }
  satisfied: { title: string; good: string; kudos: string; kudosHint: string; send: string; end: string }
  neutral: { title: string; drivers: string; words: string; send: string; end: string }
  wrong: {
    title: string
    drivers: string
    several: string
    more: string
    words: string
    about: string
    send: string
  }
  right: {
    title: string
    wish: string
    handling: string
    reach: string
    phone: string
    phoneKnown: (ending: string) => string
    when: string
    whenHint: string
    send: string
  }
  next: {
    title: string
    person: (person: string, department: string, when: string) => string
    department: (department: string, when: string) => string
    noContact: (whom: string) => string
    reachUs: string
  }
  case: {
    pictures: string
    picturesHint: string
    picture: string
    picturesRefused: string
    picturesBusy: string
    title: string
    asked: string
    answers: { yes: string; partly: string; 'not yet': string }
    words: string
    wordsHint: string
    send: string
    nothingYet: string
    doneBy: (person: string) => string
    done: string
    remedies: string
    remedy: Record<string, string>
    remedyDone: string
    remedyDue: (when: string) => string
    story: string
    /** What is told of an event, by its kind. `when`: a call-back's time. */
    steps: Record<
      | 'opened'
      | 'taken'
      | 'apology'
      | 'held'
      | 'question'
      | 'customer said'
      | 'account'
      | 'account corrected'
      | 'remedy promised'
      | 'remedy accepted'
      | 'remedy change asked'
      | 'progress'
      | 'remedy done'
      | 'done'
      | 'answered'
      | 'handover accepted'
      | 'somebody else asked'
      | 'call-back booked'
      | 'call-back moved'
      | 'call-back cancelled'
      | 'carried on'
      | 'final answer'
      | 'ended'
      | 'stopped',
      (by: string | null, when: string) => string
    >
    saved: string
    has: (whom: string) => string
    question: string
    asks: (by: string | null) => string
    yourAnswer: string
    comeBack: (when: string) => string
    write: (to: string | null) => string
    account: string
    mine: string
    correct: string
    correctHint: string
    saveMine: string
    fits: string
    works: string
    other: string
    what: string
    accepted: string
    changeAsked: string
    call: string
    callAt: (when: string, ending: string) => string
    callWhen: string
    book: string
    move: string
    cancel: string
    else: string
    elseText: (person: string) => string
    elseAbout: (person: string) => string
    elseWords: string
    reopen: string
    reopenSend: string
    renew: string
    renewText: string
    renewed: string
    renewedText: string
    stop: string
    stopAsk: string
    stopText: (brand: string) => string
    stopYes: string
    stopNo: string
    stopped: string
    stoppedText: string
    undo: string
    dispute: (body: string) => string
    waiting: string
    thanksYes: string
    thanksYesText: string
    goesOn: string
    goesOnText: string
    closed: string
    closedText: string
    promise: (when: string) => string
    youAnswered: (answer: string) => string
    answeredAlready: string
  }
  unsubscribe: {
    title: string
    ask: (brand: string, address: string) => string
    note: string
    yes: string
    done: string
    doneText: (brand: string, address: string) => string
    undo: string
    undone: string
    undoneText: string
  }
  errors: {
    /** The address alone, without a link's token. */
    home: string
    homeText: string
    unknown: string
    unknownText: string
    expired: string
    expiredText: string
    tooLarge: string
    tooLargeText: string
    /** Not saved, since it was sent so often within an hour, or in all. */
    often: { hour: string; all: string }
    tooSlow: string
    tooSlowText: string
    malformed: string
    malformedText: string
    method: string
    methodText: string
    busy: string
    busyText: string
    failed: string
    failedText: string
    back: string
    mend: string
    mark: string
    scoreMissing: string
    answerMissing: string
    wordsMissing: string
    notOffered: string
    phoneMissing: string
    noPhone: string
    tooLong: (max: number) => string
  }
}
