/** What makes a dissatisfaction as severe as can be, whatever the score. */
export type Severe = 'injury' | 'legal threat' | 'data breach' | 'discrimination'

/**
 * Words and phrases per kind, in Swedish, Norwegian and English together, for customers write in what they like. `*` is
 * any ending, `~` up to four words, a space white space. Phrases where a word alone has a harmless meaning.
 */
export const severeWords: Record<Severe, string[]> = {
  injury: [
    // sv
    'skada(de|t|des|ts|s) (mig|oss|sig|honom|henne)',
    '(jag|vi|hon|han|hen|man|kund*|medarbetare|mamma|pappa|mor|far|dotter*|son*|barn|barnet|fru*|sambo*|kompis*)~skad(ad|ade|ades|ats)',
    '(skada*|bröt|brutit|brän(de|t)|skar|skurit|kläm(de|t)|stuka*)~(hand|handen|händerna|finger|fingret|fingrar*|arm|armen|armar*|ben|benet|fot|foten|rygg|ryggen|huvudet|knä|knät|öga|ögat|ögonen|ansiktet|axeln|revben*|tån|tumme*|handled*)',
    '(brän(de|t)|skar|skurit|kläm(de|t)) (mig|oss|sig)',
    '(tå|tån|armen|benet|foten|handen|fingret|näsan|revbenet|handleden|axeln) (är|var|blev|gick)~(bruten|brutet|av)|(slog|slagit)~(huvudet|knät|ryggen)|blåsor (i|på|över)',
    '(brännskad|personskad|hjärnskak|matförgift|benbrott|läkarvård)*',
    '(jag|vi|hon|han|mamma|pappa|mor|far|dotter*|son*|barn*|fru*)~(ramlade|halkade|snubblade|trillade|svimmade|blödde)',
    '(ambulans|akutmottagning|elchock|elstöt|anafyla|medvetslös)*|akuten',
    '(hamna*|åka|åkte|fick~|kör(de|as|des)|fördes)~sjukhus(et)?|allergisk* (chock|reaktion)|fick sys?|fick~stygn|(svullen|svullna*|svullnade)~(hals|halsen|ansikte*|läppar*|tunga*|ögon*)|(halsen|ansiktet|tungan|läpparna) svullnade',
    // nb
    'skadet (meg|oss|seg|ham|henne)',
    '(jeg|vi|hun|han|man|kund*|ansatt*|mamma|pappa|mor|far|datter*|sønn*|barn|barnet|kona|mannen)~(skadet|skadd|skada)',
    '(skadet|brakk|brukket|brent(e)?|skar|skåret|klem(te|t))~(hånd*|finger*|fingre*|arm|armen|bein*|fot|foten|rygg|ryggen|hodet|kne|kneet|øye|øyet|ansiktet|skulder*|ribbe*|tå|tåen|tommel*|håndledd*)',
    '(brent(e)?|skar|kuttet|klem(te|t)) (meg|oss|seg)',
    '(tåen|armen|beinet|foten|hånden|fingeren|nesen|ribbeinet|håndleddet|skulderen) (er|var|ble)~brukket|slo~(hodet|kneet|ryggen)|blemmer (i|på|over)',
    '(brannskad|brannså|hjernerystelse|matforgift|personskad|beinbrudd|bevisstløs)*|legevakt(en)?',
    '(jeg|vi|hun|han|mamma|pappa|mor|far|datter*|sønn*|barn*|kona)~(falt(?! (for|fra|i|bort))|ramlet|skled|snublet|snubla|besvimte|blødde)',
    'støt i (hånd*|arm*|meg)|fikk støt|(elektrisk|elektriske) støt|allergisk* (sjokk|reaksjon)',
    '(havnet|endte|kjørt|fraktet|måtte|innlagt)~sykehus(et)?|måtte sys?|(sy|sydde|fikk)~sting|(hoven|hovnet|hovne)~(hals|halsen|ansikt*|lepper*|tunge*|øyne*)|(halsen|ansiktet|tungen|leppene) hovnet',
    // en
    'injur(y|ies|ed|ing)|(got|was|been|is|are|were|me|badly|seriously|get) hurt|hurt (my|his|her|our) (hand*|finger*|arm*|leg*|foot|feet|back|head|knee*|eye*|face|shoulder*|wrist*|ankle*|neck|hip|son|daughter|child*|wife|husband|mother|father)|hurt (myself|himself|herself|ourselves)',
    '(toe|arm|leg|foot|hand|finger|nose|rib|wrist|ankle|shoulder) (is|was|got|ended up)~(broken|fractured|sprained)|(hit|banged|struck)~(his|her|my|their) head|blisters (on|all|over)',
    '(mother|father|mum|mom|dad|son|daughter|wife|husband|i|she|he)~(slipped|tripped|fell down|fell off|fell over)',
    '(broke|broken|burned|burnt|burns on|cut|cuts on|sprained|fractured|twisted|crushed)~(hand*|finger*|arm*|leg|legs|foot|back|nose|knee*|face|shoulder*|wrist*|ankle*|ribs|hip|thumb)',
    '(burned|burnt|cut) (myself|himself|herself)|(food|was|been|got) poison(ing|ed)|concuss(ion|ed)',
    '(rushed|taken|went|go|ended|admitted|trip|visit)~hospital|hospitali[sz]ed|ambulance*|(a&e|emergency room)',
    '(electric|electrical) shocks?|electrocuted|allergic (reaction|shock)|anaphyla*|stitches|bleeding|unconscious|(throat|face|lips|tongue|eyes) swelled|swollen (throat|face|lips|tongue|eyes)',
  ],
  'legal threat': [
    // sv
    'advokat(en|er|erna|byrå*)?|jurist(en|er)?|(juridisk|rättslig)* (åtgärd*|steg|process*|hjälp|ombud)',
    '(tingsrätt|domstol|stämningsansök|polisanmäl|skadestånd)*|stämning mot|lämna* in en stämning',
    'stämm?(a|er|er jag|er vi) (er|dem|ert|företag*|bolag*|butik*|kedjan)',
    'anmäl(a|er|t|er jag|er vi) (er|ert|dem|företag*|bolag*|butik*)(?! online)',
    'anmäl*~(polis*|arn|allmänna reklamationsnämnden|konsumentverket|tillsyns*|arbetsmiljöverket)|(gå|går|gått|vända|vänder)~till~(konsumentombudsman*|konsumentverket|allmänna reklamationsnämnden)',
    // nb
    'advokat(en|er|ene|firma*)?|(rettslig|juridisk)* (skritt|steg|prosess*|hjelp)|søksmål*|rettssak*|forliksråd*|tingrett*',
    'saksøk*|gå til sak|(ta|tar|bringe*)~(retten|rettssystemet|domstol*)|(politianmeld|erstatningskrav|erstatningssøksmål)*',
    'anmeld(e|er|t|er jag|er vi|er jeg) (dere|selskapet|butikken|firmaet)|anmeld*~(politiet|forbrukertilsynet|arbeidstilsynet|mattilsynet)',
    // en
    '(sue|suing) (you|your|the|this|them|nordly|him|her|for|over)|(will|could|can|should|shall|gonna|may|might) sue|(want|going|have|ready|right|reason|grounds|tempted|forced|threaten*) to sue|(i’m|i am|we are|be) suing',
    '(my|our|a|the|(insurer|union|company)’s) (lawyer*|solicitor*|attorney*|barrister)~(will|is|are|has|have|says|to|about|involved|advised|contact*)|(from|through|by|with) (my|our|a) (lawyer*|solicitor*|attorney*)|(contact*|seek*|hire*|instruct*|speak*|spoke*|see|seeing|through|hear* from|get*|talk*)~(lawyer*|solicitor*|attorney*)',
    'lawsuits?|legal (action|proceedings|steps|advice|claim)|(take|see|taking) you (to|in) court|(small claims|go to|going to|take this to|in) court',
    'press(ing)? charges|(report*|police)~to the police|police report|claim damages',
  ],
  'data breach': [
    // sv
    '(dataintrång|dataläck|identitetsstöld|integritetsskyddsmyndig)*|gdpr|imy|id kapa(d|t|ning)|id kapning',
    '(personuppgift*|uppgifter|personnummer|adress|kortuppgifter|journal)~(läckt*|läckta|spridd*|spridits|sprids|publicera*|stulits|stulna|på nätet|obehörig*|fel person|fel kund|fel adress|någon annan|främling*|utomstående|mitt ex|andra kunder)',
    '(läckt|läckte|läcker|spridit|spred|lämnat ut|lämnade ut|gav|gett|gav ut|röjt)~(personuppgift*|personnummer|hemadress*|mina uppgifter|min adress|mitt nummer|data)',
    '(konto|kontot|mejlen|inloggning*)~(hacka*|kapa*)|(hackat|kapat)~konto|hacka(d|t|de)~(konto|kontot|inloggning*)',
    '(någon annans|annan kunds|en annans|andra kunders)~(uppgifter|faktura|personnummer|journal|kvitto|konto|adress|namn och|avtal)|sekretess*',
    // nb
    '(datainnbrudd|datalekkasje|datatilsyn|identitetstyveri|taushetsplikt)*|på avveie',
    '(personopplysning*|opplysning*|personnummer*|fødselsnummer*|adresse*|kortopplysning*|journal*)~(lekket|lekker|spredt|spres|publisert|stjålet|på nett*|uvedkommende|feil person|feil kunde|noen andre|en annen|fremmed*|eksen|andre kunder)',
    '(lekket|spredt|utlevert|ga|gitt|ga ut|sendte|delte)~(hjemmeadresse*|personopplysning*|personnummer*|fødselsnummer*)|konto*~(hacket|kapret)|(hacket|kapret)~konto*',
    '(noen andres|en annens|en annen kundes|andre kunders)~(opplysning*|faktura|personnummer*|journal|kvittering|konto|adresse|navn og|avtale)',
    // en
    'data (breach*|leak*|protection|privacy)|identity theft|stole my identity|(my|our|the) data (was|were|has been|been|got)~(leaked|stolen|exposed|shared|sold)|information commissioner',
    '(personal (data|details|information)|my (details|data|address|card details|records|information|phone number)|account)~(leaked|exposed|hacked|stolen|compromised|public|online to|wrong (person|customer|address)|(someone|somebody) else|stranger*|strangers|my ex)',
    '(leaked|exposed|gave out|given out|disclosed|sold|shared|sent|gave|given)~(my home address|my address to|personal (data|details|information)|my (data|details|medical|card))',
    '(someone else’s|somebody else’s|another customer’s|other customers’|another person’s)~(details|data|invoice|bill|account|records?|information|statement|receipt|address)|hacked (into )?my account|(been|was|were|got) hacked|see other (customers|people)*~(details|orders|data)',
  ],
  discrimination: [
    // sv
    '(diskriminer|rasis|sexis|homofob|transfob|islamofob|antisemit|trakasser|hudfärg|främlingsfientlig|sexuellt ofred)*|n-ordet|(åk*|res*|dra*|stick*|tillbaka)~till (mitt|ditt|sitt|vårt|hans|hennes) (eget )?(land|hemland)',
    '(på grund av|pga|för) (min|mitt|mina|vår|hans|hennes)~(ålder|ursprung|etnicitet|läggning|religion|tro|funktions*|slöja|brytning|kön|könsidentitet|hijab|hudfärg)',
    'för att~(jag|vi|hon|han|sonen|dottern)~(är|har|bär|sitter)~(svart|mörk*|muslim*|jud*|rom|romer|invandrare|utländsk*|utlänning*|kvinna|tjej|gay|homosexuell*|lesbisk*|slöja|hijab|trans*|rullstol*|funktions*|brytning|gammal|pensionär)',
    // nb
    '(hudfarge|fremmedfiendtlig|trakasser|seksuell trakassering|hatytring)*|n-ordet|(reis*|dra*|tilbake)~til (landet|hjemlandet) (mitt|ditt|sitt|vårt|hans|hennes)',
    '(på grunn av|pga) (min|mitt|mine|vår|hans|hennes)~(alder|opprinnelse|etnisitet|legning|religion|tro|funksjons*|hijab|aksent|kjønn|hudfarge|handikap|kjønnsidentitet)|(legningen|etnisiteten|aksenten|religionen|hijaben|alderen|kjønnet) (min|vår)',
    '(fordi|siden)~(jeg|vi|hun|han|sønnen|datteren)~(er|har|bærer|bruker|sitter)~(svart|mørk*|muslim*|jøde*|rom|innvandrer*|utenlandsk*|utlending*|kvinne|jente|skeiv|homofil|lesbisk|hijab|trans*|rullestol*|funksjons*|aksent|gammel|pensjonist)',
    // en
    'discriminat(e|ed|es|ion|ory)|discriminating against|(racis|homophob|transphob|islamophob|antisemit|anti-semit)*|sexis[mt]|sexist|(sexual|racial|was|were|been|felt)~harass(ed|ment|ing)|harass(ed|ing) (me|us|my)|racial*|skin colou?r|(a|the|an) ~slurs?|(racial|ethnic) slurs?|(go|went|going) back to (my|your|our|his|her|their|where)~(country|came)',
    '(because|due to|based on)~(my|our|his|her)~(race|age|accent|religion|faith|gender|sexuality|disability|hijab|ethnicity|skin|nationality|origin|wheelchair)',
    'because~(i am|i’m|we are|we’re|she is|he is|she’s|he’s|i wear|she wears)~(black|brown|asian|muslim*|jewish|gay|lesbian|trans*|disabled|foreign*|an immigrant|immigrants|a woman|hijab|headscarf|deaf|blind|old|in a wheelchair)',
  ],
}

/** Before a word: it says that it is not so. Only helping words may stand between. */
export const negations =
  "inte|ingen|inga|inget|ej|aldrig|utan|ikke|ingen|intet|aldri|uten|no|not|none|never|without|nobody|nor|cannot|n[’']t"
export const between =
  'vill|tänk*|behöv*|kommer|att|anlita|någon|ska|skal|vil|tenk*|å|noen|want|going|plan*|to|be|need|was|were|got|has|have|had|been|blev|ble|blivit|blitt|er|is|are|get|gets|one|person|personer|people|som|any|a|in|gå|with|threaten*|och|planer|på'
/** After a negation: it does not negate. */
export const butAlso = 'bara|only|just|bare|merely|enbart'
