export { casePage } from './casePage.ts'
export { mails } from './mails.ts'
export { pages } from './pages.ts'
