import { ROLES } from '#kernel/access.ts'
import type { Role } from '#kernel/access.ts'

export type RoleWords = { readonly name: string; readonly may: string }

/** What each role is called and what it may do, for whoever gives it. The routes decide; this says the same in words. */
export const ROLE_WORDS: Readonly<Record<Role, RoleWords>> = {
  reader: {
    name: 'Reader',
    may: 'Reads every page that holds no child: demand, budget, plans, decisions and their workings.',
  },
  analyst: {
    name: 'Analyst',
    may: 'Asks for forecasts and stops them; sees which rows of a return were set aside.',
  },
  returns: {
    name: 'Returns officer',
    may: 'Loads the statutory returns, puts them in use and takes them back; sees a whole row for a recorded purpose.',
  },
  finance: {
    name: 'Finance',
    may: 'Loads the budget, moves money, proposes a budget, and asks for forecasts.',
  },
  'chief-finance-officer': {
    name: 'Chief finance officer',
    may: 'All that finance may; records that a budget is agreed; changes settings; reads the audit.',
  },
  'monitoring-officer': {
    name: 'Monitoring officer',
    may: 'Reads the audit of everything that was done, and checks its chain.',
  },
  'democratic-services': {
    name: 'Democratic services',
    may: 'Records what members agreed, with the day and the minute.',
  },
  member: { name: 'Member', may: 'Reads what a reader reads, as a councillor.' },
  'service-manager': {
    name: 'Service manager',
    may: 'Asks for forecasts for a service, and stops them.',
  },
  worker: {
    name: 'Worker',
    may: 'Reads what a reader reads, as somebody who works with families.',
  },
  authoriser: {
    name: 'Authoriser',
    may: 'Will decide on spending that others ask for; until that room is open, reads what a reader reads.',
  },
  administrator: {
    name: 'Administrator',
    may: 'Adds people and gives roles, changes settings, handles returns, stops any run, reads the audit.',
  },
}

/** Roles as people call them, in the order of the list: `Finance, Reader`; `No role`. */
export function roleNames(roles: readonly Role[]): string {
  const names = ROLES.filter((role) => roles.includes(role)).map((role) => ROLE_WORDS[role].name)
  return names.length === 0 ? 'No role' : names.join(', ')
}
