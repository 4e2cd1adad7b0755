import { DomainError } from '../../errors.ts'
import { changeAway } from '../../setup/changeAway.ts'
import { changeDepartment } from '../../setup/changeDepartment.ts'
import { pageHistory } from '../../setup/history.ts'
import { viewSetUp } from '../../setup/view.ts'
import { asViewer } from '../caller.ts'
import { addressOf } from '../filterFields.ts'
import { type Desk, type DeskContext, finish, goTo, malformed, setFlash, takeFlash } from '../guard.ts'
import type { Posted } from '../posted.ts'
import { CONSOLE } from '../views/console/page.tsx'
import { DepartmentPage, SetUpPage, SHOWN } from '../views/console/setUp/page.tsx'
import { type Flash, html, NoticePage, type Viewer, wordsOf } from '../views/layout.tsx'

const DATE = /^\d{4}-\d\d-\d\d$/

/** `?show=` a part of it, `&after=` the entry where a page of its history ended; `?department=` the form of one. */
export const showSetUp = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const key = c.req.query('department')
  if (key) return finish(c, await department(desk, viewer, key, takeFlash(desk, c)))
  const show = SHOWN.find((one) => one === c.req.query('show')) ?? 'departments'
  const after = Number(/^\d{1,15}$/.exec(c.req.query('after') ?? '')?.[0]) || undefined
  const history = show === 'history' ? await pageHistory(desk.db.$client, { after }) : undefined
  const older = history?.next ? addressOf(CONSOLE.setup, { show, after: String(history.next) }) : undefined
  const view = await viewSetUp(desk.db, desk.now())
  const flash = takeFlash(desk, c)
  return finish(c, html(SetUpPage({ viewer, now: desk.now(), show, view, history, older, flash })))
}

const department = async (desk: Desk, viewer: Viewer, key: string, flash?: Flash, status = 200) => {
  const view = await viewSetUp(desk.db, desk.now())
  const found = view.departments.find((one) => one.key === key)
  const say = wordsOf({ viewer })
  if (!found) return html(NoticePage({ viewer, title: say.console.pages.setup, text: say.setUp.gone }), 404)
  return html(DepartmentPage({ viewer, view, department: found, flash }), status)
}

/** Changes a department, or says who is away. What is refused changes nothing, and is said on the page it came from. */
export const changeSetUp = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const words = wordsOf({ viewer })
  const say = words.setUp
  const given = { as: asViewer(c, viewer), now: desk.now() }
  const key = posted.get('department') ?? ''
  try {
    switch (posted.get('do')) {
      case 'department': {
        const { changed, reassigned } = await changeDepartment(desk, {
          ...given,
          key,
          by: viewer.id,
          liaisons: liaisonsIn(posted),
          digestHour: Number(posted.get('hour') || Number.NaN),
          seen: posted.get('seen') ?? '',
        })
        setFlash(desk, c, { text: changed ? say.saved(reassigned) : say.same })
        break
      }
      case 'away': {
        const on = posted.get('on') ?? ''
        if (!DATE.test(on) || Number.isNaN(Date.parse(on)))
          throw new DomainError('invalid', () => say.noDay, 'on')
        const { name, reassigned } = await changeAway(desk, {
          ...given,
          person: posted.get('person') ?? '',
          on,
        })
        setFlash(desk, c, { text: say.isAway(name, reassigned) })
        break
      }
      case 'back': {
        const { name } = await changeAway(desk, { ...given, person: posted.get('person') ?? '', on: null })
        setFlash(desk, c, { text: say.isBack(name) })
        break
      }
      default:
        return malformed(c)
    }
    desk.wake()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const flash = { text: error.says(words), bad: true }
    if (key) return department(desk, viewer, key, flash, error.code === 'conflict' ? 409 : 422)
    setFlash(desk, c, flash)
  }
  return goTo(c, key ? addressOf(CONSOLE.setup, { department: key }) : `${CONSOLE.setup}?show=people`)
}

/**
 * Ids in the order of the places that the form gives: of two at one place the one that came from elsewhere goes first, so
 * that "1" puts somebody on call. One without a place is a liaison no more; one that is added comes last.
 */
const liaisonsIn = (posted: Posted): string[] => {
  const rows = [...posted].flatMap(([name, place]) => {
    const [, was, id] = /^place\.(\d{1,4})\.([\w-]{36})$/.exec(name) ?? []
    return id && /^\d{1,4}$/.test(place) ? [{ id, was: Number(was), place: Number(place) }] : []
  })
  const stayed = ({ was, place }: (typeof rows)[number]) => Number(was === place)
  rows.sort((a, b) => a.place - b.place || stayed(a) - stayed(b) || a.was - b.was)
  const added = posted.get('add')
  return [...rows.map(({ id }) => id), ...(added ? [added] : [])]
}
