import { may } from '#kernel/access.ts'
import type { Access, Role } from '#kernel/access.ts'
import type { Route } from '#web'

/** The routes of the whole program, asked for when a page is opened: the desk is one of those that make them. */
export type AllRoutes = () => readonly Route[]

/** Whether somebody with these roles may open an address: a page never leads where the reader would find nothing. */
export function opensFor(
  routes: AllRoutes,
  roles: readonly Role[] | undefined,
): (href: string) => boolean {
  return (href) => {
    const access = accessOf(routes(), 'GET', href)
    return access !== undefined && may(roles, access)
  }
}

/** Who may use an address; undefined when no route has it. The route that names more of the address wins. */
export function accessOf(
  routes: readonly Route[],
  method: Route['method'],
  href: string,
): Access | undefined {
  const path = segments(href.replace(/[?#].*$/, ''))
  const fitting = routes.filter((r) => r.method === method && fits(segments(r.path), path))
  return fitting.toSorted((a, b) => open(a.path) - open(b.path))[0]?.access
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((s) => s !== '')
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  const rest = pattern.at(-1) === '*'
  const fixed = rest ? pattern.slice(0, -1) : pattern
  if (rest ? path.length <= fixed.length : path.length !== fixed.length) return false
  return fixed.every((p, i) => p.startsWith(':') || p === path[i])
}

/** How much of a path is left open. */
function open(path: string): number {
  return segments(path).filter((s) => s.startsWith(':') || s === '*').length
}
