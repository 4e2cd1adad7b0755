export { casePage } from './casePage.ts'
export { lists } from './lists.ts'
export { mails } from './mails.ts'
export { pages } from './pages.ts'
