import type { StaffWords } from '../../staff.ts'
import { answerOf } from './keys.ts'

const of = (who: string | null | undefined) => who ?? 'Noen'

export const proposals: StaffWords['proposals'] = {
  approval: {
    waitingTitle: (number, remedy) => `Sak ${number}: ${remedy}, til godkjenning`,
    title: (number, remedy) => `Sak ${number}: ${remedy}`,
    summary: (number, what) => `Sak ${number}: ${what}`,
    asks: (who, remedy) => `${of(who)} ber om ${remedy}`,
    askedBy: 'Fra',
    remedy: 'Tiltak',
    goodwill: (remedy, replaces) =>
      `${remedy}, goodwill${replaces ? ', i stedet for det kunden ville endre' : ''}`,
    byRight: (remedy, replaces) =>
      `${remedy}, kundens rett${replaces ? ', i stedet for det kunden ville endre' : ''}`,
    ground: 'Grunnlag',
    whyConfirm: 'Hvorfor det bekreftes først',
    right: {
      above: 'over grensen for penger kunden har rett på',
      again: 'samme rettighet for andre gang i saken',
    },
    together: 'Med dette har saken fått',
    confirm: 'Bekreft',
    correct: 'Rett',
    confirmTitle: (number, remedy) => `Sak ${number}: ${remedy}, til bekreftelse`,
    confirmed: (who, at) => `${of(who)} bekreftet det${at}.`,
    doneBy: 'Utført innen',
    decideBy: 'Avgjør innen',
    authority: 'Fullmakt',
    toCustomer: 'Til kunden',
    forLiaison: 'Til den saksansvarlige',
    promised: 'Hva kunden ble lovet',
    approve: 'Godkjenn',
    changeAmount: 'Endre beløpet',
    decline: 'Nei, tilby noe annet',
    withdrawn: (at) => `Trukket${at}: her er det ikke mer å avgjøre.`,
    declined: (who, remedy, at) => `${of(who)} sa nei og tilbød i stedet: ${remedy}${at}.`,
    changed: (who, remedy, at) => `${of(who)} endret det til ${remedy}${at}.`,
    approved: (who, at) => `${of(who)} godkjente det${at}.`,
  },
  handover: {
    title: (number) => `Sak ${number}: overlevering`,
    from: 'Kunden vil snakke med noen andre, og derfor blir det',
    asked: 'Kunden vil snakke med noen andre.',
    offers: (from, number) => `${from} tilbyr deg sak ${number}`,
    summary: (number, state) => `Sak ${number}: overlevering ${answerOf(state)}`,
    offered: (from, to, accountable) =>
      `${from} tilbyr ${to ?? 'deg'} saken. ${accountable} er ansvarlig til du godtar.`,
    ended: {
      accepted: 'Godtatt: saken er din.',
      declined: 'Avslått.',
      'timed out': 'Ikke besvart i tide: saken blir værende der den var.',
      withdrawn: 'Trukket: tilbudet gjelder ikke lenger.',
    },
    stands: 'Status nå',
    moves: 'Godtar du, flyttes den til avdelingen din med alt som har skjedd.',
    accept: 'Godta',
    decline: 'Takk nei',
  },
  request: {
    title: (number) => `Sak ${number}: forespørsel`,
    summary: (department, number, state) =>
      `Forespørsel fra ${department}, sak ${number}: ${answerOf(state)}`,
    asked: 'Hva det bes om',
    by: 'Innen',
    soon: 'så snart dere kan',
    from: 'Fra',
    accept: 'Godta',
    decline: 'Takk nei',
    done: 'Utført',
    standing: {
      waiting: (who, to, accountable) =>
        `${who} ber ${to ?? 'deg'} om én ting. ${accountable} har fortsatt saken.`,
      accepted: (who, at) => `${of(who)} godtok${at}.`,
      declined: (who, at) => `${of(who)} takket nei og tilbød noe annet${at}:`,
      done: (at) => `Utført${at}:`,
      withdrawn: (at) => `Trengs ikke lenger${at}. Takk!`,
      timedOut: 'Trengs ikke lenger.',
    },
  },
}
