import type { Role } from '#kernel/access.ts'

export type Account = {
  readonly email: string
  readonly name: string
  /** What the person does at the council, in words. */
  readonly post: string
  readonly roles: readonly [Role, ...Role[]]
}

const at = (name: string): string => `${name}@marlshire.example`

/** The invented people of the county, one or more for each role; `.example` is a domain that nobody can have. */
export const ADMINISTRATOR: Account = {
  email: at('alex.turner'),
  name: 'Alex Turner',
  post: 'Systems administrator',
  roles: ['administrator'],
}

export const RETURNS_OFFICER: Account = {
  email: at('sian.pritchard'),
  name: 'Siân Pritchard',
  post: 'Statutory returns officer',
  roles: ['returns'],
}

export const ANALYST: Account = {
  email: at('ravi.menon'),
  name: 'Ravi Menon',
  post: 'Senior analyst',
  roles: ['analyst', 'returns'],
}

export const FINANCE: Account = {
  email: at('helen.ward'),
  name: 'Helen Ward',
  post: 'Finance business partner',
  roles: ['finance', 'analyst'],
}

export const CHIEF_FINANCE_OFFICER: Account = {
  email: at('colin.hart'),
  name: 'Colin Hart',
  post: 'Chief finance officer (section 151)',
  roles: ['chief-finance-officer', 'finance'],
}

export const PEOPLE: readonly Account[] = [
  FINANCE,
  {
    email: at('j.okafor'),
    name: 'J. Okafor',
    post: 'Transformation lead and head of placements',
    roles: ['service-manager', 'analyst'],
  },
  ANALYST,
  RETURNS_OFFICER,
  {
    email: at('margaret.doyle'),
    name: 'Margaret Doyle',
    post: 'Director of children’s services',
    roles: ['reader', 'authoriser'],
  },
  CHIEF_FINANCE_OFFICER,
  {
    email: at('ruth.adeyemi'),
    name: 'Ruth Adeyemi',
    post: 'Monitoring officer',
    roles: ['monitoring-officer'],
  },
  {
    email: at('priya.nair'),
    name: 'Priya Nair',
    post: 'Democratic services officer',
    roles: ['democratic-services'],
  },
  {
    email: at('tom.ashby'),
    name: 'Councillor Tom Ashby',
    post: 'Cabinet member for children',
    roles: ['member'],
  },
  {
    email: at('leah.brook'),
    name: 'Leah Brook',
    post: 'Early help worker',
    roles: ['worker'],
  },
  ADMINISTRATOR,
]
