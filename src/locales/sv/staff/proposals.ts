import type { StaffWords } from '../../staff.ts'
import { answerOf } from './keys.ts'

const of = (who: string | null | undefined) => who ?? 'Någon'

export const proposals: StaffWords['proposals'] = {
  approval: {
    waitingTitle: (number, remedy) => `Ärende ${number}: ${remedy}, att godkänna`,
    title: (number, remedy) => `Ärende ${number}: ${remedy}`,
    summary: (number, what) => `Ärende ${number}: ${what}`,
    asks: (who, remedy) => `${of(who)} ber om ${remedy}`,
    askedBy: 'Från',
    remedy: 'Åtgärd',
    goodwill: (remedy, replaces) =>
      `${remedy}, goodwill${replaces ? ', i stället för den kunden ville ändra' : ''}`,
    byRight: (remedy, replaces) =>
      `${remedy}, kundens rätt${replaces ? ', i stället för den kunden ville ändra' : ''}`,
    ground: 'Grund',
    whyConfirm: 'Varför det bekräftas först',
    right: {
      above: 'över gränsen för pengar som kunden har rätt till',
      again: 'samma rättighet en andra gång i ärendet',
    },
    together: 'Med det här har ärendet fått',
    confirm: 'Bekräfta',
    correct: 'Rätta',
    confirmTitle: (number, remedy) => `Ärende ${number}: ${remedy}, att bekräfta`,
    confirmed: (who, at) => `${of(who)} bekräftade det${at}.`,
    doneBy: 'Klart senast',
    decideBy: 'Besluta senast',
    authority: 'Mandat',
    toCustomer: 'Till kunden',
    forLiaison: 'Till den ärendeansvariga',
    promised: 'Vad kunden lovades',
    approve: 'Godkänn',
    changeAmount: 'Ändra beloppet',
    decline: 'Nej, erbjud annat',
    withdrawn: (at) => `Återtaget${at}: här finns inget mer att besluta.`,
    declined: (who, remedy, at) => `${of(who)} sa nej och erbjöd i stället: ${remedy}${at}.`,
    changed: (who, remedy, at) => `${of(who)} ändrade det till ${remedy}${at}.`,
    approved: (who, at) => `${of(who)} godkände det${at}.`,
  },
  handover: {
    title: (number) => `Ärende ${number}: överlämning`,
    from: 'Kunden vill prata med någon annan, och därför',
    asked: 'Kunden vill prata med någon annan.',
    offers: (from, number) => `${from} erbjuder dig ärende ${number}`,
    summary: (number, state) => `Ärende ${number}: överlämning ${answerOf(state)}`,
    offered: (from, to, accountable) =>
      `${from} erbjuder ${to ?? 'dig'} ärendet. ${accountable} är ansvarig tills du accepterar.`,
    ended: {
      accepted: 'Accepterad: ärendet är ditt.',
      declined: 'Avböjd.',
      'timed out': 'Inte besvarad i tid: ärendet ligger kvar där det var.',
      withdrawn: 'Återtagen: erbjudandet gäller inte längre.',
    },
    stands: 'Läget nu',
    moves: 'Accepterar du flyttas det till din avdelning med allt som hänt.',
    accept: 'Acceptera',
    decline: 'Tacka nej',
  },
  request: {
    title: (number) => `Ärende ${number}: förfrågan`,
    summary: (department, number, state) =>
      `Förfrågan från ${department}, ärende ${number}: ${answerOf(state)}`,
    asked: 'Vad som efterfrågas',
    by: 'Senast',
    soon: 'så snart ni kan',
    from: 'Från',
    accept: 'Acceptera',
    decline: 'Tacka nej',
    done: 'Klart',
    standing: {
      waiting: (who, to, accountable) =>
        `${who} ber ${to ?? 'dig'} om en sak. ${accountable} har kvar ärendet.`,
      accepted: (who, at) => `${of(who)} accepterade${at}.`,
      declined: (who, at) => `${of(who)} tackade nej och erbjöd något annat${at}:`,
      done: (at) => `Klart${at}:`,
      withdrawn: (at) => `Behövs inte längre${at}. Tack!`,
      timedOut: 'Behövs inte längre.',
    },
  },
}
