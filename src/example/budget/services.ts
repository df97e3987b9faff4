import { asCsv } from '../written.ts'
import type { TextFile } from '../written.ts'

const HEAD = [
  'service_id',
  'name',
  'group',
  'parent',
  'kind',
  'statutory',
  'statutory_basis',
  'statutory_from',
  's251_id',
  's251_share',
  'owner',
  'from',
  'to',
]

const CARE = 'Safeguarding and children looked after'
const LEARNING = 'Children’s learning and school improvement'
const PREVENTION = 'Prevention and early intervention'
const SUPPORT = 'Support functions'

type Own = {
  readonly id: string
  readonly name: string
  readonly group: string
  readonly statutory?: 'yes' | 'part' | 'no'
  readonly basis?: string
  readonly s251?: string
  readonly owner: string
  readonly parent?: string
}

const PLACEMENTS = 'Head of placements'
const SAFEGUARDING = 'Assistant director, safeguarding'

/** Services of a county today that the core offer of 2011 does not list. Bases of law [from memory: check]. */
const OWN: readonly Own[] = [
  {
    id: 'S01c',
    name: 'Kinship fostering',
    group: CARE,
    parent: 'S01',
    statutory: 'yes',
    basis: 'Children Act 1989 s22C',
    s251: 'cla.family-friends',
    owner: PLACEMENTS,
  },
  {
    id: 'S01d',
    name: 'Supported accommodation and other placements',
    group: CARE,
    parent: 'S01',
    statutory: 'yes',
    basis: 'Children Act 1989 s22C(6)(d)',
    s251: 'cla.other',
    owner: PLACEMENTS,
  },
  {
    id: 'S15',
    name: 'Special guardianship and child arrangements',
    group: CARE,
    statutory: 'yes',
    basis: 'Children Act 1989 s14F',
    s251: 'cla.guardianship',
    owner: PLACEMENTS,
  },
  {
    id: 'S16',
    name: 'Contact and support for looked after children',
    group: CARE,
    statutory: 'yes',
    basis: 'Children Act 1989 s34',
    s251: 'cla.other',
    owner: PLACEMENTS,
  },
  {
    id: 'S17',
    name: 'Youth justice',
    group: CARE,
    statutory: 'yes',
    basis: 'Crime and Disorder Act 1998 s38, s39',
    s251: 'yj.yot',
    owner: SAFEGUARDING,
  },
  {
    id: 'S18',
    name: 'Edge of care and family help reform',
    group: CARE,
    statutory: 'part',
    basis: 'Children Act 1989 Schedule 2',
    s251: 'fam.targeted',
    owner: 'Transformation lead',
  },
  {
    id: 'S19',
    name: 'Legal costs of care proceedings',
    group: CARE,
    statutory: 'yes',
    basis: 'Children Act 1989 s31',
    s251: 'safe.social-work',
    owner: SAFEGUARDING,
  },
  {
    id: 'P13',
    name: 'Health visiting and school nursing',
    group: PREVENTION,
    statutory: 'part',
    basis: 'Public health regulations SI 2013/351',
    owner: 'Director of public health',
  },
  {
    id: 'L21',
    name: 'High needs: top-ups, special schools, independent places',
    group: LEARNING,
    statutory: 'yes',
    basis: 'Children and Families Act 2014 s42',
    owner: 'Assistant director, education',
  },
  {
    id: 'U5',
    name: 'Business support',
    group: SUPPORT,
    s251: 'safe.commissioning',
    owner: 'Head of business support',
  },
  {
    id: 'U6',
    name: 'Leadership and corporate recharges',
    group: SUPPORT,
    s251: 'safe.commissioning',
    owner: 'Director of children’s services',
  },
]

export function servicesFile(): TextFile {
  const rows = OWN.map((s) => [
    s.id,
    s.name,
    s.group,
    s.parent ?? '',
    s.group === SUPPORT ? 'support' : 'service',
    s.statutory ?? '',
    s.basis ?? '',
    s.statutory === undefined ? '' : '01/04/2011',
    s.s251 ?? '',
    s.s251 === undefined ? '' : '100',
    s.owner,
    '01/04/2011',
    '',
  ])
  return { name: 'services.csv', text: asCsv(HEAD, rows) }
}
