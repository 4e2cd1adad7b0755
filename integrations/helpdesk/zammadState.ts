import type { Reading } from './helpdesk.ts'

type TicketState = {
  /** The state's name, as administrators write it. */
  state: string
  /** Its type, where a payload of one's own carries it: Zammad's own carries the name alone. */
  type?: string
  closedAt?: string | null
  updatedAt?: string | null
  customerAt?: string | null
}

/** Names for states of type "closed" that other languages and habits have. */
const CLOSED =
  /^(closed|done|solved|resolved|completed?|finished|geschlossen|gelöst|erledigt|abgeschlossen|stängd|stängt|löst|klar|klart|avslutad|avslutat|åtgärdad|lukket|løst|ferdig|avsluttet|lukket|afsluttet|færdig|suljettu|ratkaistu|gesloten|opgelost|afgehandeld|fermé|résolu|clos|clôturé|terminé|cerrado|resuelto|fechado|resolvido|encerrado|concluído|chiuso|risolto|zamknięty|zamknięte|rozwiązany)\b/iu
const OPEN =
  /^(not|non|nicht|ej|inte|ikke|ei|un(?:solved|resolved)|olöst|oløst|uløst|ungelöst|wiedereröffnet|återöppna[dt]|gjenåpnet|genåbnet|på vent|vilande|vilar|pausa[dt]|avvaktar?|avventer|new|open|re-?opened|pending|waiting|on hold|in progress|assigned|neu|offen|wartet|wartend|warten|in bearbeitung|wieder offen|ny|nytt|öppen|öppet|öppnad|väntar|väntande|pågår|pågående|åpen|åpent|venter|pågår|under arbeid|åben|åbent|afventer|avoin|uusi|odottaa|nieuw|heropend|wacht|in behandeling|nouveau|ouvert|rouvert|en attente|en cours|nuevo|abierto|reabierto|pendiente|novo|aberto|reaberto|pendente|nuovo|aperto|nowy|otwarty)(?![\p{L}\p{N}])/iu
const GONE = /^(merged|removed)(?![\p{L}\p{N}])/iu

/** Zammad tries a webhook again for a few minutes, and sends the ticket as it is then. */
const AT_ONCE = 5 * 60_000

/**
 * What a ticket's state means. The organisation's list decides, then the state's type, then the names everybody uses.
 * For any other name the close time tells: Zammad sets it only when a ticket goes into a state of type "closed"
 * (`sets_close_time.rb`), so a name that came with it is a closed one.
 */
export const stateOf = (ticket: TicketState, reading?: Reading): 'closed' | 'open' | 'gone' | 'unread' => {
  const { state, type, closedAt, updatedAt, customerAt } = ticket
  if (reading?.isClosed(state)) return 'closed'
  if (reading?.isOpen(state)) return 'open'
  if (type) return type === 'closed' ? 'closed' : GONE.test(type) ? 'gone' : 'open'
  if (/^closed\b/i.test(state)) return 'closed'
  if (GONE.test(state)) return 'gone'
  if (OPEN.test(state)) return 'open'
  // Never closed
  if (closedAt === null) return 'open'
  if (closedAt === undefined) return 'unread'
  const closed = Date.parse(closedAt)
  if (customerAt && Date.parse(customerAt) > closed) return 'unread'
  if (CLOSED.test(state) || !updatedAt) return 'closed'
  return Math.abs(Date.parse(updatedAt) - closed) <= AT_ONCE ? 'closed' : 'unread'
}
