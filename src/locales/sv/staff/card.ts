import type { StaffWords } from '../../staff.ts'
import { channelOf, stateOf } from './keys.ts'

export const card: StaffWords['card'] = {
  title: (number, customer, score, drivers) =>
    `Ärende ${number}: ${[customer, score, drivers].filter(Boolean).join(', ')}`,
  summary: (number, customer, score, standing, said) =>
    `Ärende ${number}, ${[customer, score].filter(Boolean).join(', ')}: ${standing}${said && ` ${said}`}`,
  severity: (severity) => `allvarlighetsgrad ${severity}`,
  answered: (answer, when) => `${answer}, svarade kunden ${when}`,
  noWords: 'Inget är antecknat.',
  scores: (now, first) => `${now}, först ${first}`,
  mayWrite: 'Ingen text ännu. Kunden skriver kanske fortfarande.',
  leftNone: 'Kunden skrev inget till betyget.',
  more: 'Mer …',
  routed: (move, department) => `${move}: ${department}`,
  sensitive: 'Känsligt: öppna sidan',
  abusive: 'Markerat som kränkande. Öppna sidan för att läsa',
  openPage: 'Öppna sidan',
  twice: 'Det här kan synas två gånger. Vi vet inte om det första försöket kom fram.',
  standing: {
    open: (take, apology) => `är ansvarig. Ta ärendet senast ${take} och be om ursäkt senast ${apology}.`,
    openAsk: (take, ask) =>
      `är ansvarig. Kunden har inte skrivit något: ta ärendet senast ${take} och fråga vad som hände senast ${ask}.`,
    ask: (by) => `har ärendet. Kunden har inte skrivit något: fråga vad som hände senast ${by}.`,
    apology: (by) => `har ärendet. Be om ursäkt senast ${by}.`,
    remedy: (by) => `har ärendet. En åtgärd är lovad till ${by}.`,
    word: (by) => `har ärendet. Kunden ska höra från oss senast ${by}.`,
    silent: (by) =>
      `har ärendet. Kunden har inte svarat. En chef bestämmer senast ${by}: ”Avsluta obekräftat” eller ”Fortsätt ärendet”.`,
    asked: (since) => `har ärendet. Väntar på kundens svar sedan ${since}.`,
    confirmed: 'skriver orsaksanalysen. Kunden har bekräftat att det är löst.',
    documented: (when) => `löste det och dokumenterade, ${when}.`,
    unconfirmed: 'hade ärendet. Det som lovades är gjort, men kunden svarade inte: obekräftat.',
    owes: (what, by, state) =>
      `är fortfarande skyldig kunden: ${what}, senast ${by}. Ärendet är ${stateOf(state)}, men löftet gäller.`,
    merged: (number) =>
      `hade ärendet. Det fortsätter i ${number ? `ärende ${number}` : 'ett annat av kundens ärenden'}.`,
    ended: (state, when) => `hade ärendet. Det avslutades som ${stateOf(state)}, ${when}.`,
    late: {
      open: (by) => `är ansvarig. Ingen har tagit ärendet: det skulle ha skett senast ${by}.`,
      ask: (by) =>
        `har ärendet. Kunden har inte skrivit något: frågan om vad som hände skulle ha ställts senast ${by}.`,
      apology: (by) => `har ärendet. Kunden skulle ha fått en ursäkt senast ${by}.`,
      remedy: (by) => `har ärendet. En åtgärd var lovad till ${by}.`,
      word: (by) => `har ärendet. Kunden skulle ha hört från oss senast ${by}.`,
      silent: (by) =>
        `har ärendet. Kunden har inte svarat. En chef skulle ha bestämt senast ${by}: ”Avsluta obekräftat” eller ”Fortsätt ärendet”.`,
      owes: (what, by, state) =>
        `är fortfarande skyldig kunden: ${what}, skulle ha varit klart senast ${by}. Ärendet är ${stateOf(state)}, men löftet gäller.`,
    },
  },
  facts: {
    ended: 'Varför det avslutades',
    contact: (channel, when) => `${channelOf(channel)}, avslutad ${when}`,
    reads: (language) => `språk: ${language}`,
    handledBy: 'Hanterades av',
    about: 'Gäller',
    severe: (severity, named) => `${severity}: kunden nämner ${named}`,
    and: ' och ',
    safety: 'säkerhet eller integritet',
    setByStaff: (handling) => `${handling} (ändrat av oss)`,
  },
  waiting: {
    repeated: (nth) => `Det här är kundens ${nth} ärende på 90 dagar.`,
    called: (when, by) => `Ledningen larmades${by ? ` av ${by}` : ''} ${when}.`,
    snoozed: (who, until) => `${who} har skjutit upp en påminnelse till ${until}.`,
    question: (since) =>
      `Väntar på kundens svar på en fråga sedan ${since}. Tidsfristerna är pausade tills kunden svarar.`,
    refused: (when) =>
      `Kunden fick inte vårt mejl: det studsade ${when}. Kontrollera adressen (Mer, ”Rätta adressen”) eller nå kunden på annat sätt.`,
    unreachable:
      'Kunden får inga mejl från oss: adressen tar inte emot något. Använd ”Rätta adressen” eller nå kunden på annat sätt.',
    complained:
      'Kunden får inga mejl från oss: kunden har anmält dem som skräppost. Nå kunden på annat sätt, eller använd ”Rätta adressen” om du får en annan adress.',
    unsure: (when) =>
      `Ett mejl till kunden kom kanske inte fram, ${when}. Är det viktigt, använd ”Skicka mejlet igen”. Kunden kan då få det två gånger.`,
    callBack: (when, phone) => `Uppringning ${when}, ${phone}.`,
    approval: (to, since) => `Väntar på godkännande från ${to ?? 'en chef'} sedan ${since}.`,
    handover: (to, since) => `Erbjudet till ${to ?? 'någon annan'} sedan ${since}: inte accepterat ännu.`,
    request: (to, due, accepted) =>
      `Förfrågan till ${to ?? 'en annan avdelning'}${due && `, senast ${due}`}: ${accepted ? 'accepterad' : 'inte besvarad ännu'}.`,
    requestRefused: (to) => `${to ?? 'Partnern'} fick inte vår förfrågan: mejlet studsade.`,
    change: (remedy) => `Kunden vill ändra: ${remedy}`,
  },
  done: {
    apologised: (when) => `Bad om ursäkt ${when}`,
    done: (when) => `Klart ${when}`,
    confirmed: (when, by, withoutReceipt) =>
      `Bekräftat av kunden ${when}${withoutReceipt ? ', muntligt i ett samtal, utan bekräftelse' : by === 'spoken' ? ', muntligt i ett samtal' : by ? ', med ett klick' : ''}`,
    account: 'Vad som hände, enligt er båda',
    corrected: 'Vad som hände, med kundens rättelse',
    remedyDone: (what, right, when, reference) =>
      `${what} (${right ? 'kundens rätt' : 'goodwill'}): klart ${when}${reference ? `, referens ${reference}` : ''}`,
    remedyPromised: (what, right, by, accepted) =>
      `${what} (${right ? 'kundens rätt' : 'goodwill'}): lovat till ${by}${accepted ? ', kunden har tackat ja' : ''}`,
  },
  durations: {
    taken: 'Taget efter',
    apology: 'Ursäkt efter',
    done: 'Klart efter',
    confirmed: 'Bekräftat efter',
    open: 'Öppet totalt',
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => `${n} dagar`,
  },
  elsewhere: {
    title: (number) => `Ärende ${number}`,
    moved: (number, department) => `Ärende ${number} hanteras av någon annan nu: ${department}.`,
    nothing: (number) => `Ärende ${number} hanteras av någon annan nu. Här finns inget mer att bestämma.`,
    history: (number) => `Ärende ${number}: vad som hänt innan det kom hit`,
    before: 'Vad som hänt innan det kom hit:',
    leftOut: (n) => `${n} tidigare visas inte.`,
  },
  yours: {
    title: (number) => `Ärende ${number} är ditt att ta`,
    text: (number, department, by) =>
      `Du är ansvarig för ärende ${number} på ${department}. Ta det senast ${by}.`,
  },
}
