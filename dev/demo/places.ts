import type { Driver } from '../../surveys/drivers.ts'
import type { Language } from './texts.ts'

type Weights<K extends string> = Partial<Record<K, number>>

/** One way customers come to a department of organisation.yaml, and how it goes there. */
export type Place = {
  channel: string
  department: string
  /** Answers in all of the 90 days. */
  answers: number
  /** How many of those asked answer. */
  rate: number
  brands: Weights<'nordly' | 'fjord'>
  /** From Monday on. */
  weekdays: number[]
  /** From this local hour on. */
  hours: [first: number, weights: number[]]
  staff: string[]
  dissatisfied: number
  neutral: number
  drivers: Weights<Driver>
  reference: string
}

export const PLACES: Place[] = [
  {
    channel: 'phone',
    department: 'billing',
    answers: 1570,
    rate: 0.34,
    brands: { nordly: 3, fjord: 1 },
    weekdays: [1.35, 1.1, 1, 0.95, 0.75, 0, 0],
    hours: [9, [1.3, 1.5, 1.3, 0.8, 1, 1.2, 1.2, 0.9]],
    staff: ['Robin', 'Selma', 'Noor', 'Elias'],
    dissatisfied: 0.041,
    neutral: 0.08,
    drivers: {
      'waiting-time': 3,
      'promise-not-kept-or-no-follow-up': 2,
      'sent-around': 1.5,
      'lacking-knowledge': 1,
      'price-or-fee': 1.2,
      'refund-or-compensation': 1.2,
      'rude-or-nonchalant': 0.6,
    },
    reference: 'invoice-',
  },
  {
    channel: 'chat',
    department: 'billing',
    answers: 970,
    rate: 0.38,
    brands: { nordly: 4, fjord: 1 },
    weekdays: [1.2, 1, 1, 1, 0.9, 0, 0],
    hours: [9, [0.9, 1.1, 1.1, 1.2, 1.1, 1, 1, 0.8]],
    staff: ['Tuva', 'Elias', 'Noor'],
    dissatisfied: 0.036,
    neutral: 0.08,
    drivers: {
      'unanswered-or-late-reply': 3,
      'lacking-knowledge': 1.2,
      'sent-around': 1,
      'website-or-app-hard-to-use': 1.3,
      'refund-or-compensation': 1,
    },
    reference: 'order-',
  },
  {
    channel: 'store',
    department: 'store',
    answers: 970,
    rate: 0.27,
    brands: { fjord: 3, nordly: 1 },
    weekdays: [0.7, 0.8, 0.9, 1, 1.2, 1.7, 0],
    hours: [10, [0.6, 0.9, 1.2, 1, 0.9, 1, 1.2, 1.1]],
    staff: ['Jonas', 'Amalie', 'Sander'],
    dissatisfied: 0.03,
    neutral: 0.09,
    drivers: {
      'not-greeted-or-indifferent': 1.4,
      'out-of-stock': 1.5,
      'return-or-exchange': 1.2,
      other: 0.3,
    },
    reference: 'receipt-',
  },
  {
    channel: 'parcel',
    department: 'store',
    answers: 830,
    rate: 0.31,
    brands: { fjord: 3, nordly: 2 },
    weekdays: [1.1, 1, 1, 1, 1.2, 0.3, 0],
    hours: [9, [1, 1, 1, 0.8, 0.8, 1, 1.1, 1.6, 1.5, 0.7, 0.4]],
    staff: [],
    dissatisfied: 0.05,
    neutral: 0.08,
    drivers: { 'delivery-late': 2, 'delivery-wrong-or-lost': 1.2, 'damaged-or-faulty-product': 1.4 },
    reference: 'parcel-',
  },
]

export const LANGUAGES: Record<'nordly' | 'fjord', Weights<Language>> = {
  nordly: { sv: 5, en: 4 },
  fjord: { nb: 7, en: 1.5, sv: 1 },
}

/** Days before today. */
export const SPAN = 90
/** Planted for the pattern search: parcels between 16 and 18 on weekdays. */
export const isLateTour = (channel: string, weekday: number, hour: number) =>
  channel === 'parcel' && weekday <= 5 && (hour === 16 || hour === 17)
export const LATE_TOUR = { dissatisfied: 0.38, drivers: { 'delivery-late': 6, 'delivery-wrong-or-lost': 1 } }
/** Planted for the incident: the payment page failed on one day, three weeks ago. */
export const BURST = {
  daysAgo: 21,
  from: '10:20',
  minutes: 140,
  over: '16:30',
  contacts: 110,
  dissatisfied: 0.78,
}
/** Planted for the improvements: the invoice was put right 45 days ago. Nothing else made a difference. */
export const INVOICE = { daysAgo: 45, before: 0.042, after: 0.01 }
export const QUEUE = 0.028
/** The store asked every second customer until then. */
export const SAMPLED = { department: 'store', rate: 0.5, daysAgo: 55 }
