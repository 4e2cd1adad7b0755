/** Words that are recognised in what people write. Small letters, without accents and rings where dates are concerned. */
export const lists = {
  /** Dates that staff type: any beginning of at least three letters will do. */
  dates: {
    months: 'january february march april may june july august september october november december',
    days: 'monday tuesday wednesday thursday friday saturday sunday',
    today: ['today'],
    tomorrow: ['tomorrow'],
    dayAfterTomorrow: ['day after tomorrow'],
    /** May stand before a day and change nothing. */
    before: 'the on this next coming until till from by',
    /** Of `before`: what makes a week the one after this. */
    next: 'next coming',
    /** One in "in one week", with every form. */
    one: ['a', 'one'],
    /** Two, three and so on. */
    numbers: 'two three four five six seven eight nine ten eleven twelve thirteen fourteen',
    in: 'in',
    day: 'day days',
    week: 'week weeks',
    /** What stands before the number of a week. */
    weekNumber: 'w week',
  },
  /** Besides a currency's own names. */
  crowns: 'krone crowns',
  /** How a letter begins, so that a mail does not greet twice. */
  greetings: ['hi', 'hello', 'dear', 'good morning', 'good afternoon', 'good evening', 'good day'],
  /** What systems and people write where a name is not known. */
  nobody: `null nil none undefined nan na unknown unnamed noname anonymous anon guest visitor customer client user caller
    consumer member subscriber buyer contact person someone somebody nobody noreply admin administrator test tester testing
    testuser demo dummy example sample default temp name firstname lastname fullname surname first last given family full
    empty blank deleted removed private hidden withheld confidential web webuser chat phone mobile email mail webshop
    sir madam tbd todo no not the without dear`,
  /** A role, a shop, or two people: no one person's name, wherever it stands in one. */
  roles: `user customer client visitor caller support helpdesk desk team sales office reception department
    billing orders shop store webmaster postmaster daemon mailer reply and`,
  /**
   * What staff say to the app, as patterns of whole sentences; after `find` and `away` comes what is meant. Small
   * letters, without accents and rings.
   */
  commands: {
    help: 'help(?: me)?|commands|what can i say',
    home: 'home|overview|start',
    cases: '(?:my )?(?:open )?cases?',
    due: "(?:what is |what's )?due(?: today)?",
    open: '(?:open|new)(?: a)?(?: new)?(?: case)?',
    find: '(?:find|search|look up|look for)(?: for)?',
    report: '(?:the |my |show )*report',
    away: '(?:out of(?: the)? office|ooo|away)(?: until| till| til| to)?',
    back: "(?:i am |i'm |im )?back(?: in(?: the)? office| again)?",
    improve: '(?:make |make an |new )?improvement|improve',
    improvements: '(?:my |all |our )?improvements',
    digest: '(?:my )?digests?',
    roster: '(?:the |our |my )?(?:duty )?rosters?(?: of duty)?|on duty|who was on duty',
    /** A colleague takes mine until a day. */
    swap: '.+ (?:takes|has|covers) (?:mine|my cases|me) .+',
  },
  titles: 'mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev',
}
