import { addCouncil, addPerson, COUNCIL_KINDS } from '#office/access/index.ts'
import { ROLES } from '#kernel/access.ts'
import { refuse, usage } from './command.ts'
import type { Command, Outcome } from './command.ts'
import { IN_COUNCIL, inCouncil, withDatabase } from './in-council.ts'
import { PASSWORD, passwordOf } from './passwords.ts'
import { DATA, whereOf } from './place.ts'

export const COUNCIL_ADD: Command = {
  words: ['council', 'add'],
  summary: 'Add a council with its first administrator',
  usage: `council add NAME --kind ${COUNCIL_KINDS.join('|')} --admin EMAIL --admin-name NAME [--la-code CODE]`,
  options: [
    { name: 'kind', type: 'string', value: 'KIND', help: `One of ${COUNCIL_KINDS.join(', ')}.` },
    { name: 'la-code', type: 'string', value: 'CODE', help: 'Its three-digit DfE number.' },
    { name: 'admin', type: 'string', value: 'EMAIL', help: 'The first administrator.' },
    { name: 'admin-name', type: 'string', value: 'NAME', help: 'The administrator’s name.' },
    PASSWORD,
    DATA,
  ],
  example:
    'npm run -s headwater -- council add "Invented Borough Council" --kind unitary --admin a.person@invented.example --admin-name "A. Person" --data new-council',
  run: async ({ args, options }): Promise<Outcome> => {
    const { kind, admin, 'admin-name': adminName, 'la-code': laCode } = options
    const name = args.join(' ')
    if (name === '') return usage('NAME: the council’s name')
    if (typeof kind !== 'string') return usage(`--kind is one of ${COUNCIL_KINDS.join(', ')}`)
    if (typeof admin !== 'string') return usage('--admin EMAIL: the first administrator')
    if (typeof adminName !== 'string') return usage('--admin-name NAME: the administrator’s name')
    const { password, made } = await passwordOf(options)
    return await withDatabase(whereOf(options), async (db) => {
      const added = await addCouncil(db, {
        name,
        kind,
        laCode: typeof laCode === 'string' ? laCode : undefined,
        administrator: { email: admin, name: adminName, password },
        at: Temporal.Now.instant(),
      })
      if (!added.ok) return refuse(...added.refusals)
      return {
        kind: 'done',
        json: {
          council: added.value.council,
          name,
          administrator: admin,
          ...shown(password, made),
        },
        text: `${name} is added (${added.value.council}).\n${admin} is its administrator.${said(password, made)}`,
      }
    })
  },
}

export const PERSON_ADD: Command = {
  words: ['person', 'add'],
  summary: 'Give somebody an account in a council',
  usage: 'person add EMAIL --name NAME --roles ROLE,... --as EMAIL',
  options: [
    { name: 'name', type: 'string', value: 'NAME', help: 'The person’s name.' },
    {
      name: 'roles',
      type: 'string',
      value: 'ROLE,...',
      help: `What the person may do, from ${ROLES.join(', ')}.`,
    },
    PASSWORD,
    ...IN_COUNCIL,
  ],
  example:
    'npm run -s headwater -- person add new.person@marlshire.example --name "New Person" --roles analyst --as alex.turner@marlshire.example',
  run: async (invocation): Promise<Outcome> => {
    const { args, options } = invocation
    const { name, roles } = options
    const [email, ...more] = args
    if (email === undefined || more.length > 0) return usage('EMAIL: one address')
    if (typeof name !== 'string') return usage('--name NAME: the person’s name')
    if (typeof roles !== 'string') return usage(`--roles: some of ${ROLES.join(', ')}`)
    const { password, made } = await passwordOf(options)
    const given = roles.split(',').map((r) => r.trim())
    return await inCouncil(
      invocation,
      { roles: ['administrator'] },
      async ({ db, actor, council }) => {
        const added = await db.inCouncil(actor.council, (tx) =>
          addPerson(tx, actor, { email, name, roles: given, password }),
        )
        if (!added.ok) return refuse(...added.refusals)
        return {
          kind: 'done',
          json: { person: added.value.id, email, roles: given, council, ...shown(password, made) },
          text: `${name} has an account in ${council}.${said(password, made)}`,
        }
      },
    )
  },
}

function shown(password: string, made: boolean): { password?: string } {
  return made ? { password } : {}
}

function said(password: string, made: boolean): string {
  return made ? `\nPassword (shown once, kept nowhere): ${password}` : ''
}
