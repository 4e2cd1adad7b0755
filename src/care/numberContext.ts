/** How far before and after a number its words tell what it is. */
const NEAR = 48

/**
 * Whether the words right before a number are of a kind: each expression ends where the number begins. Customers write
 * what these expressions read: each of their loops goes one way alone.
 */
export const before = (text: string, at: number, words: RegExp): boolean =>
  words.test(text.slice(Math.max(0, at - NEAR), at))

/** Whether a word of a kind stands near a number, before or after. */
export const around = (text: string, at: number, end: number, words: RegExp): boolean =>
  words.test(text.slice(Math.max(0, at - NEAR), at)) || words.test(text.slice(end, end + NEAR))

/** Numbers that nobody has to hide: then no check digit that fits by chance makes it something else. */
export const ORDER =
  /(?:^|[^\p{L}])(?:order|ordre|beställ|bestill|ref|faktura|invoice|bill|ocr|kid|ärende|sak|case|ticket|track|sporing|spårning|kolli|paket|pakke|package|parcel|försändelse|sending|forsendelse|frakt|waybill|shipment|consignment|artikel|artikkel|art|article|item|sku|ean|upc|isbn|imei|iccid|mpan|mprn|serie|serial|batch|model|vare|kund|kunde|customer|client|member|medlem|bonus|loyalty|points|phone|tel|tlf|mobil|ring|call|dial|org|cvr|vat|moms|rma|po|quote|offert|tilbud|booking|bokning|reserv|confirmation|bekräftelse|bekreftelse|avtal|avtale|contract|kontrakt|polic|claim|skade|måler|målepunkt|mätar|meter|anlegg|anläggning|kvittering|kvitto|receipt|gavekort|presentkort|gift card|voucher|coupon|garanti|warranty|abonnement|abonnemang|subscription|flight|pcn|streckkod|strekkod|barcode|gtin|vin|sim|chassi|ticket|biljett|billett|rekvisition|rekvisisjon|följesedel|følgeseddel|dossier|permit|registration|lot|parti|apparat|produkt|product|part|katalog|catalogue|recept|oppskrift|postnr|zip|postcode)(?:[\p{L}.:#-]| (?=n(?:umme)?r|no|num|id|ref))*(?: (?:is|was|är|er|var|på|om|for|on|no|nr))?[\s:#=("«“+]*$/iu
/** What a number is called that people give their own for: the shop's, but often it is the customer's. */
export const CUSTOMER = /(?:kund|kunde|customer|client|member|medlem)[\p{L}.:#-]*[^\p{L}\d]*$/iu
/** An account with a shop or a supplier, where no money is kept. */
export const SHOP_ACCOUNT =
  /kundkonto|kundekonto|brukerkonto|användarkonto|medlemskonto|customer|client|energy|electric|gas|water|broadband|internet|meter|loyalty|membership|mobile|user|online|council|supplier/iu
/** A bank after all. */
export const MONEY =
  /bank|sort code|bacs|routing|checking|savings|refund|transfer|iban|utbetal|återbetal|tilbakebetal/iu
export const ACCOUNT =
  /(?:^|[^\p{L}])(?:\p{L}{0,20}konto(?:t|en|n(?:umme)?r(?:et)?|numret|nummer)?|clearing(?:n(?:umme)?r|nummer)?|account(?: n(?:umber|o))?|acc(?:(?:oun)?t)?|a\/c|sort code|tilinumero)[.:]?(?: (?:is|är|er|med|with|nr|på|i|in|hos|swedbank|seb|nordea|handelsbanken|dnb))*[\s:#=(]*$/iu
/** An account a few words before, as in "the account with my bank, which is". */
export const ACCOUNT_NEAR =
  /(?:^|[^\p{L}])(?:\p{L}{0,20}konto(?:t|en|n(?:umme)?r(?:et)?|numret)?|(?:account|acct|a\/c)(?: n(?:umber|o))?)(?![\p{L}])([^\d!?\n]{0,32})$/iu
/** Words between that name something else. */
export const NO_ACCOUNT_WORD =
  /ordre|order|ref|faktura|invoice|kund|kunde|customer|ärende|sak|case|ring|call|tel|tlf|mobil|phone|swish|vipps|ocr|kid|dat|sedan|siden|since|saldo|balance|manager|[£$€]/iu
/** What follows an amount. */
export const AMOUNT_AFTER = /^ ?(?:kr|sek|nok|dkk|eur|gbp|usd|:-|,-|%|[€£$])/iu
export const BANK_NAME =
  /barclays|hsbc|lloyds|natwest|monzo|starling|santander|nationwide|halifax|\brbs\b|\btsb\b|\baib\b|revolut|ulster|first direct|metro bank|building society|credit union|chase|wells fargo|citi(?:bank)?\b/iu
/** A sort code and an account beside it. */
export const PAID_TO = /bank|account|acct|a\/c|refund|sort|pay|transfer|deposit/iu
/** Companies print theirs on every invoice: only the writer's own is hidden. */
export const OWN = /(?:^|[^\p{L}])(?:mitt|min|mina|mine|mig|meg|vårt|vår|oss|my|our)(?![\p{L}])/iu
export const GIRO =
  /(?:^|[^\p{L}])(?:bank ?giro(?:t)?|plus ?giro(?:t)?|postgiro(?:t)?|giro|bg|pg)(?:n(?:umme)?r)?[.:]?[\s:#=]*$/iu
/** A number whose account is told right after it. */
export const IS_ACCOUNT =
  /^[ ,]*(?:är|er|is)(?: (?:mitt|min|my|our|the|vårt))? (?:bank ?)?(?:konto|account|acct)/iu
/** The Nordic way: the branch first, then the account. */
export const CLEARING = /clearing\D{0,12}\d{4}(?:-\d)?\D{0,20}$/iu
export const SORT_CODE = /sort code\D{0,10}\d{2}-?\d{2}-?\d{2}\D{0,20}$/iu
/** Where money goes to. */
export const BANK =
  /bank|konto|clearing|nordea|sätta? in|sett inn|utbetal|återbetal|tilbakebetal|överför|overfør|pengar|swish/iu

export const CARD_WORD =
  /(?:^|[^\p{L}])(?:\p{L}{0,12}kort(?:et|nummer|nr)?|card|visa|master ?card|amex|american express|maestro|discover|diners|\p{L}{0,8}kortti)(?![\p{L}])/iu
/** Right before a number: this is a card's, though its check digit says otherwise. */
export const CARD_NAMED =
  /(?:visa|master ?card|amex|american express|kortn(?:umme)?r|card n(?:umber|o)|credit card|debit card|bank ?card|bankkort|kredit(?:t)?kort)[.:]?(?: (?:is|är|er|no|nr))?[\s:#=(]*$/iu
/** Cards that pay nothing, or nobody else's money. */
export const NO_CARD =
  /(?:gift|loyalty|member|membership|bonus|points|student|library|sim|club|gave|present|kund|kunde|medlems|fordels|rabatt)[ -]?(?:card|kort)[^.!?\n]*$/iu

/** Words that name a number of a person, with little between. */
export const IDENTITY =
  /(?:(?:person|personal |samordnings|fødsels|födelse|identitets|identity |(?<![\p{L}])d-|cpr-?|nhs )(?:n(?:umme)?r|number|no)|social security|(?:^|[^\p{L}])(?:ssn|nino|fnr|cpr|ppsn?|hetu|sotu)(?![\p{L}])|national insurance|(?<![\p{L}])ni (?:no|number)|henkilötunnu)/iu
/** Passports and licences: their numbers have no check that tells them, so the words do. */
export const PASSPORT =
  /(?:^|[^\p{L}])(?:passports?|(?:reise)?pas(?:s|set|sets|sens)?(?:[ -]?n(?:umme)?r(?:et)?|numret)?|passi|passin|passinumero|(?:id|identitets)[ -]?kort(?:et|ets|snummer|s?numret)?|legitim?a(?:tion|sjon)(?:en)?|id card|identity card)(?![\p{L}])/iu
export const NO_PASSPORT =
  /(?:boarding|season|ski|bus|day|travel|rail|train|gym|annual|museum|press)[ -]pass|passport (?:holder|cover|case|photo)/iu
export const LICENCE =
  /driv(?:ing|er|er's|ers) licen[cs]e|licen[cs]e ?(?:no|number|nr|#)|körkort|førerkort|kørekort|ajokort|DVLA|driver number/iu
