import { opens } from '../directory/rights.ts'
import { type Viewer, wordsOf } from './views/layout.tsx'

/** By the declared rights of the route, see `directory/rights.ts`. HEAD is as GET. */
export const mayOpen = (method: string, path: string, { held }: Viewer): boolean =>
  opens(`${method === 'POST' ? 'POST' : 'GET'} ${path}`, held)

/** Why a page does not open for this person: in the page's own words where it has some. */
export const notForRole = (path: string, viewer: Viewer): string => {
  const { rights, report, lists, sessions } = wordsOf({ viewer })
  const own: Record<string, string> = {
    '/desk/report': report.onlyManagers,
    '/desk/report.csv': report.onlyManagers,
    '/desk/cases': lists.noDepartment.cases,
    '/desk/answers': lists.noDepartment.answers,
    '/desk/sessions/all': sessions.onlyManagement,
    '/desk/sessions/end-person': sessions.onlyManagement,
  }
  return own[path] ?? rights.notYourRole
}
