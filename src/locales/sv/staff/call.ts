import type { StaffWords } from '../../staff.ts'

export const call: StaffWords['call'] = {
  late: {
    take: 'ingen har tagit det',
    apology: 'ursäkten är försenad',
    'first promise': 'kunden har inte fått något besked ännu',
    promise: 'ett löfte till kunden är försenat',
    decision: 'ett beslut är försenat',
    answer: 'kunden har inte svarat på frågan',
    'ask confirmation': 'kunden har inte fått frågan om det är löst',
    approval: 'ett godkännande väntar',
    handover: 'en överlämning väntar',
    request: 'en förfrågan är försenad',
    'call-back': 'en uppringning',
    finding: 'orsaksanalysen är försenad',
    remedy: 'en åtgärd är inte gjord, fast ärendet är avslutat',
    silence: 'kunden svarar inte: ta ett beslut',
  },
  says: {
    take: (number, by) => `Ärende ${number} skulle ha tagits senast ${by}. Ingen har tagit det ännu.`,
    apology: (number, by) => `Kunden i ärende ${number} skulle ha fått en ursäkt senast ${by}.`,
    'first promise': (number, by) =>
      `Kunden i ärende ${number} skulle ha fått veta senast ${by} vad som händer nu.`,
    promise: (number, by) =>
      `Kunden i ärende ${number} har fått ett löfte till ${by}. Om det inte blir klart än kan du berätta hur det går med ”Ge besked”.`,
    decision: (number, by, who = 'En chef') =>
      `${who} skulle senast ${by} ha bestämt om ärende ${number}, där kunden inte har svarat: ”Avsluta obekräftat” eller ”Fortsätt ärendet”.`,
    answer: (number, by) =>
      `Kunden i ärende ${number} har inte svarat på frågan och skulle höra från oss senast ${by}. Hör av dig ändå.`,
    'ask confirmation': (number, by) =>
      `Allt som lovats i ärende ${number} är gjort. Senast ${by} skulle kunden ha fått frågan om det är löst: ”Markera som klart” ställer den.`,
    approval: (number, by, who = 'En chef') =>
      `${who} skulle ta ställning till en åtgärd i ärende ${number} senast ${by}. Kunden väntar på den.`,
    handover: (number, by, who = 'En kollega') =>
      `${who} skulle svara senast ${by} om hen tar över ärende ${number}.`,
    request: (number, by, who = 'Den andra avdelningen') =>
      `${who} skulle svara på en förfrågan i ärende ${number} senast ${by}.`,
    deed: (number, by, who = 'Den andra avdelningen') =>
      `${who} skulle senast ${by} ha gjort det som ärende ${number} behöver.`,
    'call-back': (number, at) => `Kunden i ärende ${number} väntar på ett samtal ${at}.`,
    finding: (number, by) =>
      `Orsaksanalysen för ärende ${number} skulle ha skrivits senast ${by}: vad som orsakade felet, och vad som förebygger det. Mer än så behövs inte i ”Dokumentera”.`,
    refused: (number, who = 'Partnern') =>
      `${who} fick inte förfrågan i ärende ${number}: mejlet studsade. Ta tillbaka den och fråga på annat sätt, eller be någon rätta adressen i organisation.yaml.`,
    'call missed': (number, at) =>
      `Kunden i ärende ${number} väntade på ett samtal ${at}. Inget samtal är antecknat.`,
    remedy: (number, by) =>
      `Ärende ${number} är avslutat, men kunden har inte fått det som lovades till ${by}. Berätta vad som hände med ”Gör klart det lovade”.`,
    silence: (number, by, severe, mailable) => {
      const why = severe
        ? 'Vid allvarlighetsgrad 1'
        : mailable
          ? 'När något lovat inte är gjort'
          : 'Eftersom vi inte kan mejla kunden'
      return `Kunden i ärende ${number} har inte svarat på 7 dagar. ${why} avslutas inget automatiskt. ${mailable ? 'Bestäm' : 'Ring kunden, eller bestäm'} senast ${by} om ärendet ska fortsätta eller avslutas som obekräftat.`
    },
  },
  snooze: (until) => `Skjut upp till ${until}`,
  title: (number, what) => `Ärende ${number}: ${what}`,
  because: {
    severe: (named) => `Kunden skriver om ${named}.`,
    safety: 'Kunden nämner säkerhet eller integritet.',
    chosen: 'Ärendet öppnades med allvarlighetsgrad 1.',
    notYet: 'Kunden säger att det inte är löst än: allvarlighetsgrad 1 nu.',
    afterAnswer: 'Kunden skriver efter det andra slutliga svaret: läs det.',
    right: 'Ingen chef bekräftade en rättighet i tid, så den har lovats så som den begärdes.',
    cases: (nth) => `Det är kundens ${nth} ärende på 90 dagar.`,
  },
  asksForAnother: 'kunden vill prata med någon annan',
  managementCalled: 'ledningen är larmad',
  anotherAsked: (accountable) => `Kunden vill prata med någon annan. ${accountable} är ansvarig nu.`,
  management: (by) => (by ? `${by} larmar ledningen om ärendet.` : 'Ledningen är larmad om ärendet.'),
  accountable: 'Ansvarig',
  waitsFor: 'Väntar på',
  state: 'Läge då',
  due: 'Senast',
  asked: 'Bad om det',
  called: 'Larmad',
  open: 'Öppna ärendet',
}
