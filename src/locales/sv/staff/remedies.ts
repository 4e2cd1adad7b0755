import type { StaffWords } from '../../staff.ts'
import { stateOf } from './keys.ts'

const promised = { label: 'Vad kunden lovas' }
const above = (kind: string, limit: string) => `Över ditt mandat för ${kind.toLowerCase()} (${limit})`

export const remedies: StaffWords['remedies'] = {
  offer: {
    left: 'Goodwill du kan ge här utan att fråga',
    leftOf: (kind, money) => `${kind.toLowerCase()} ${money}`,
    kind: { label: 'Åtgärd' },
    amount: { label: 'Belopp', hint: 'För återbetalning, rabatt eller tillgodohavande och utlägg.' },
    currency: { label: 'Valuta' },
    ground: {
      label: 'Goodwill, eller kundens rätt?',
      hint: 'Det kunden har rätt till begränsas aldrig av ditt mandat. Stora belopp bekräftas först av en chef.',
    },
    goodwill: 'Goodwill',
    right: (right) => `Rätt: ${right}`,
    otherRight: 'En annan rätt: skriv vilken under ”Varför”',
    credit: { label: 'Tillgodo i stället för pengar' },
    creditChosen: 'Kunden valde tillgodohavande i stället för pengar',
    words: { ...promised, hint: 'Mejlas till kunden precis som du skriver det.' },
    due: { label: 'Senast när' },
    besides: {
      label: 'Med en förklaring: vad du gör för kunden utöver den',
      hint: 'Mejlas till kunden precis som du skriver det. Behövs inte om en annan åtgärd är lovad.',
    },
    alone:
      'Bara en förklaring kan låta som ett nej. Skriv vad du gör för kunden utöver den, eller erbjud en annan åtgärd först. Vill du bara berätta hur det går, använd ”Ge besked”.',
    insteadOf: {
      label: 'Om det inte är vad kunden önskade: varför inte',
      hint: 'Stannar hos oss. Det kunden bör veta skriver du i löftet.',
    },
    why: {
      label: 'Varför',
      hint: 'Bara för en annan rätt, eller över ditt mandat: din chef läser det.',
    },
    replaces: { label: 'I stället för den kunden ville ändra?' },
    insteadOfThis: (remedy) => `I stället för: ${remedy}`,
    beside: 'Nej, utöver den',
    noKind: 'Välj en åtgärd.',
    replaced: 'Åtgärden har blivit klar eller ersatts under tiden. Erbjud den nya utöver den.',
    plainNo:
      'Bara en förklaring vore ett rent nej. Erbjud något annat i stället för det kunden önskade; skälen följer med.',
    whichGround: 'Välj goodwill, eller vilken rätt det gäller.',
    creditApart:
      'Kunden har rätt till pengar. Har kunden valt tillgodohavande i stället, använd ”Erbjud åtgärd”.',
    noRight: 'Välj vilken rätt det gäller.',
    whichRight: 'Skriv vilken rätt det gäller.',
    notOfRight: (kind, gives) =>
      `”${kind}” ingår inte i den rätten: ${gives.join(', ').toLowerCase()}. Välj en av dem, eller erbjud din som goodwill.`,
    creditOnly:
      'Kunden har rätt till pengar, och tillgodohavande bara om kunden själv valt det. Kryssa i att kunden gjorde det, eller erbjud en återbetalning.',
    noAmount: (kind) => `${kind} har inget belopp. Lämna tomt.`,
    needsAmount: (kind) => `${kind} behöver ett belopp.`,
    noCurrency: 'Ange en valuta, till exempel SEK.',
    toReplaceGone:
      'Åtgärden som skulle ersättas har blivit klar eller ersatts under tiden. Titta på kortet och erbjud på nytt.',
  },
  above: {
    refused: (kind, limit) => `${above(kind, limit)}: ”Erbjud åtgärd” frågar en chef.`,
    nobody: (kind, limit) =>
      `${above(kind, limit)}, och ingen annan här kan besluta. Erbjud något inom det, och be en administratör lägga till en chef.`,
    why: (kind, limit, manager) => `${above(kind, limit)}: skriv en rad om varför, så beslutar ${manager}.`,
    asked: (kind, limit, manager, remedy, due) =>
      `${above(kind, limit)}: ${manager} tar ställning till ${remedy} senast ${due}. Du ser svaret i ärendets tråd. Kunden får inget veta ännu: nästa besked gäller som förut.`,
    waiting: (manager, remedy) =>
      `${manager} tar redan ställning till ${remedy} för kunden. Vänta på svaret, eller erbjud något inom ditt mandat så länge.`,
  },
  right: {
    asked: {
      above: (manager, remedy, due, limit) =>
        `Belopp över ${limit} bekräftas först av en chef: ${manager} tar ställning till ${remedy} senast ${due}. Du ser svaret i ärendets tråd, och då får kunden veta det. Det ändrar inte kundens rätt.`,
      again: (manager, remedy, due) =>
        `Ärendet har redan haft samma rättighet: ${manager} bekräftar ${remedy} senast ${due}. Du ser svaret i ärendets tråd, och då får kunden veta det. Det ändrar inte kundens rätt.`,
    },
    refused: {
      above: (limit) => `Belopp över ${limit} bekräftas först av en chef: använd ”Erbjud åtgärd”.`,
      again: () =>
        'Ärendet har redan haft samma rättighet, så en chef bekräftar den först: använd ”Erbjud åtgärd”.',
    },
    correct: { title: 'Rätta uppgifterna', submit: 'Lova detta' },
    ground: { label: 'Vilken rättighet gäller det?' },
    neverCut: 'En rättighet kan inte nekas. Bekräfta den, eller rätta grund eller belopp.',
  },
  change: {
    title: 'Ändra beloppet',
    submit: 'Godkänn beloppet',
    amount: (currency) => ({ label: `Belopp, ${currency}` }),
    words: { ...promised, hint: 'Mejlas till kunden som det står här. Texten måste stämma med beloppet.' },
    reason: { label: 'Till den ärendeansvariga: varför' },
    noAmount: 'Åtgärden har inget belopp. Godkänn den, eller säg nej och erbjud något annat.',
    stillSays: (asked, offered) =>
      `I texten står fortfarande ${asked}, och kunden skulle läsa det bredvid ${offered}. Skriv det nya beloppet.`,
  },
  decline: {
    title: 'Nej, erbjud annat',
    submit: 'Erbjud detta i stället',
    kind: { label: 'Vad kunden erbjuds i stället' },
    amount: {
      label: 'Belopp',
      hint: 'För återbetalning, rabatt eller tillgodohavande och utlägg: de behöver ett.',
    },
    words: { ...promised, hint: 'Mejlas till kunden precis som du skriver det, i ditt namn.' },
    due: { label: 'Senast när' },
    reason: { label: 'Till den ärendeansvariga: varför inte det som begärdes', hint: 'Stannar hos oss.' },
  },
  decide: {
    noApproval: 'Det här är inget godkännande.',
    own: (manager) => `Ingen godkänner sitt eget: ${manager ?? 'Någon annan'} beslutar, eller en annan chef.`,
    managers: (department, asked) =>
      `Cheferna på ${department} och ledningen beslutar om det. ${asked ?? 'Någon'} har fått frågan.`,
    toReplaceGone:
      'Åtgärden som skulle ersättas är klar eller accepterad. Ändra beloppet till det som fattas, eller säg nej och erbjud något annat.',
    withdrawn: (number, accountable, state) =>
      accountable
        ? `Den togs tillbaka, eftersom ${accountable} har ärende ${number} nu. Det finns inget mer att besluta.`
        : `Den togs tillbaka. Läget för ärende ${number}: ${stateOf(state)}. Det finns inget mer att besluta.`,
    outcome: {
      declined: 'sa nej och erbjöd något annat',
      changed: 'ändrade beloppet och godkände',
      approved: 'godkände',
    },
    stale: (goodwill, limit, together) =>
      `Något har getts sedan kortet ritades, så inget har beslutats. Goodwill på 12 månader: ${goodwill}. Mandat: ${limit}.${together && ` Med den här åtgärden har ärendet fått ${together}.`} Kortet uppdateras. Besluta sedan igen.`,
    before: (who, outcome, at) => `${who ?? 'Du'} ${outcome}, ${at}. Inget har ändrats nu.`,
    past: (number, state) =>
      `Inget kan lovas i ärende ${number} nu. Läget: ${stateOf(state)}. ${state === 'awaiting customer' ? 'Börja med ”Fortsätt ärendet”.' : 'Inget har ändrats.'}`,
    meanwhile: (number) =>
      `Ärende ${number} har gått vidare under tiden, så inget har lovats. Titta på kortet.`,
  },
}
