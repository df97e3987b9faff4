import {
  actorByEmail,
  addPerson,
  changePassword,
  deactivatePerson,
  endOtherSessions,
  findSession,
  ownSessions,
  reactivatePerson,
  setPassword,
  setRoles,
  signIn,
  signOut,
} from '#office/access/index.ts'
import { record, verify, verifyLast } from '#office/audit/index.ts'
import { documentBytes, keep } from '#office/documents/index.ts'
import * as budget from '#cycle/budget/index.ts'
import * as placements from '#cycle/placements/index.ts'
import type { BookId } from '#cycle/placements/index.ts'
import * as demand from '#cycle/demand/index.ts'
import type { ImportId } from '#cycle/demand/index.ts'
import type { Tx } from '#db'
import type { RunId } from '#jobs'
import type { Actor, CouncilId, PersonId } from '#kernel/access.ts'
import type { Id } from '#kernel/id.ts'
import { pence } from '#kernel/money.ts'
import { financialYear } from '#kernel/year.ts'
import type { House } from '#office/house.ts'
import { PASSWORD } from '#test/support/site.ts'

/** Things of a council that does not act here; or things of nobody, to compare with. */
export type Things = {
  readonly council: CouncilId
  readonly person: PersonId
  readonly email: string
  readonly session: string
  readonly demandImport: ImportId
  readonly run: RunId
  readonly document: Id<'document'>
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly book: BookId
  readonly bookFile: { readonly name: string; readonly bytes: Uint8Array }
  readonly budgetImport: Parameters<typeof budget.confirmImport>[2]
  readonly budgetFiles: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly line: string
}

export type Here = { readonly house: House; readonly actor: Actor }
type Call = (here: Here, tx: Tx, things: Things) => unknown

/** How each command is asked, by one council, for things of another. */
export const CALLS: Readonly<Record<string, Call>> = {
  'office/access addPerson': (h, tx, t) =>
    addPerson(tx, h.actor, { email: t.email, name: 'Same Address', roles: ['reader'] }),
  'office/access changePassword': (h, tx, t) =>
    changePassword(tx, { ...h.actor, person: t.person }, { current: PASSWORD, next: NEXT }),
  'office/access deactivatePerson': (h, tx, t) =>
    deactivatePerson(tx, h.actor, { person: t.person }),
  'office/access endOtherSessions': (h, tx, t) =>
    endOtherSessions(tx, { ...h.actor, person: t.person }, t.session),
  'office/access ownSessions': (h, tx, t) =>
    ownSessions(tx, { ...h.actor, person: t.person }, t.session),
  'office/access reactivatePerson': (h, tx, t) =>
    reactivatePerson(tx, h.actor, { person: t.person }),
  'office/access setPassword': (h, tx, t) =>
    setPassword(tx, h.actor, { person: t.person, password: NEXT }),
  'office/access setRoles': (h, tx, t) =>
    setRoles(tx, h.actor, { person: t.person, roles: ['administrator'] }),
  'office/audit record': (h, tx, t) =>
    record(tx, h.actor, { verb: 'asked', subject: `person/${t.person}` }).then(() => undefined),
  'office/audit verify': (_, tx, t) => verify(tx, t.council).then((v) => v.kind),
  'office/audit verifyLast': (_, tx, t) => verifyLast(tx, t.council, 3).then((v) => v.kind),
  'office/documents documentBytes': (_, tx, t) => documentBytes(tx, t.document),
  'office/documents keep': (h, tx, t) => {
    const bytes = t.files[0]?.bytes ?? new Uint8Array()
    const kept = keep(tx, h.actor, { name: 'same.csv', type: 'text/csv', bytes })
    return kept.then((k) => k.alreadyKept)
  },
  'cycle/demand cancelForecast': (h, tx, t) =>
    demand.cancelForecast(tx, h.actor, h.house.jobs, t.run),
  'cycle/demand confirmImport': (h, tx, t) => demand.confirmImport(tx, h.actor, t.demandImport),
  'cycle/demand importFiles': async (h, tx, t) => {
    const read = await demand.importFiles(tx, h.actor, { files: t.files, alone: true })
    return read.ok ? read.value.recognised : read
  },
  'cycle/demand withdrawImport': (h, tx, t) =>
    demand.withdrawImport(tx, h.actor, t.demandImport, 'not ours'),
  'cycle/placements confirmPrices': (h, tx, t) =>
    placements.confirmPrices(tx, h.actor, { id: t.book, meant: [] }),
  'cycle/placements dropPrices': (h, tx, t) => placements.dropPrices(tx, h.actor, t.book),
  'cycle/placements importPrices': async (h, tx, t) => {
    const read = await placements.importPrices(tx, h.actor, t.bookFile)
    return read.ok ? read.value.recognised : read
  },
  'cycle/placements costRun': (h, tx, t) => placements.costRun(tx, h.actor, t.run),
  'cycle/budget confirmImport': (h, tx, t) => budget.confirmImport(tx, h.actor, t.budgetImport),
  'cycle/budget dropImport': (h, tx, t) => budget.dropImport(tx, h.actor, t.budgetImport),
  'cycle/budget importBudget': async (h, tx, t) => {
    const read = await budget.importBudget(tx, h.actor, t.budgetFiles)
    return read.ok ? read.value.recognised : read
  },
  'cycle/budget postMovement': (h, tx, t) =>
    budget.postMovement(tx, h.actor, {
      year: financialYear(2026),
      kind: 'price',
      from: t.line,
      pence: pence(100),
      why: 'to see',
      reference: 'none',
    }),
}

/** The same for commands that open their own transactions. */
export const OUTER_CALLS: Readonly<Record<string, (here: Here, things: Things) => unknown>> = {
  'office/access actorByEmail': (h, t) =>
    actorByEmail(h.house.db, { email: t.email, council: h.actor.council, at: h.house.now() }),
  'office/access findSession': (h, t) => findSession(h.house.db, ourToken(h, t), h.house.now()),
  'office/access signIn': (h, t) =>
    signIn(h.house.db, {
      email: t.email,
      password: PASSWORD,
      council: h.actor.council,
      at: h.house.now(),
    }),
  'office/access signOut': (h, t) => signOut(h.house.db, ourToken(h, t), h.house.now()),
}

/** Commands that are handed nothing by which another council's things could be named. */
export const NAMES_NOTHING: Readonly<Record<string, string>> = {
  'office/access addCouncil': 'makes a council',
  'office/settings setSetting': 'is handed a setting of the program and a value',
  'cycle/budget agreeBudget': 'is handed a year',
  'cycle/budget bringInDemand': 'is handed the cost itself',
  'cycle/budget bringInRecord': 'starts from the forecast of record',
  'cycle/budget keepPublished':
    'is handed files; documents that are the same are tried with `keep`',
  'cycle/demand importPublished':
    'is handed files; documents that are the same are tried with `keep`',
  'cycle/budget checkFiles': 'is handed files and no database',
  'cycle/placements readPriceFile': 'is handed a file and no database',
  'cycle/placements sha256Of': 'is handed bytes',
  'cycle/demand requestForecast': 'starts from the import in use',
}

const NEXT = 'green river candle'

/** Their session's secret under our council's name. */
function ourToken(here: Here, things: Things): string {
  return `${here.actor.council}.${things.session.split('.')[1] ?? ''}`
}
