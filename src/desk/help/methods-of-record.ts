import type { Method } from './methods.ts'

const DEMAND = { text: 'Demand', href: '/demand' }
const SPEC = 'Headwater specification'

export const COUNTING: readonly Method[] = [
  {
    id: 'counting',
    title: 'Counting children in care',
    short: 'How many children were in our care at the end of a day, and where they lived.',
    how: [
      'We start from the statutory return on children looked after (SSDA903), one row for each episode. Rows that follow one another with the same carers are one placement.',
      'A child counts on a day when a placement has begun by then and has not ended. The first day counts; the last does not. A child is in at most one placement on any day, so that kinds of placement add up to the whole.',
      'Nobody counts on or after the eighteenth birthday: nobody is looked after then (Children Act 1989, s.22(1) and s.105(1)).',
    ],
    assumes: [
      'The return is right where nothing shows that it is wrong.',
      'A child whom a later return no longer mentions left on the last day of the last return that does.',
    ],
    limits: [
      'The count is of the last day of the data, which is said beside it, and not of today.',
      'Children who stay by agreement after eighteen (s.20(5)) are not counted.',
    ],
    links: [DEMAND, { text: 'History', href: '/demand/history' }],
    source: `${SPEC}, demand, sections 2 and 3; the return’s guide and codes`,
    rules: ['demand.stock'],
  },
  {
    id: 'cleaning',
    title: 'Cleaning, and what is set aside',
    short: 'What we do with rows that cannot be used as they are.',
    how: [
      'A file is read whole and stored whole, or not at all. A row that cannot be used is set aside and listed with its file, its row, its column, what stands there, what is wrong and how to mend it. It is never guessed at.',
      'A row that can be used once a stated step has altered it (an overlap closed, an end supplied) is used and listed, with what was changed.',
      'The same file sent twice is recognised. A correction is a new import; the one before stays as it was.',
    ],
    assumes: [
      'Where two rows give a child two birthdays, the one of the latest return holds, and the difference is listed.',
    ],
    limits: [
      'Rows set aside are missing from every count and forecast until they are mended. Their number stands beside the counts.',
      'An import with more than a quarter of its rows set aside can be looked at and not stored, unless the council has set another share.',
    ],
    links: [{ text: 'Imports and rows set aside', href: '/demand/import' }],
    source: `${SPEC}, demand, section 3`,
    rules: [],
  },
]

export const COSTING: Method = {
  id: 'costing',
  title: 'Costing',
  short: 'What the care that we expect will cost.',
  how: [
    'A child-day is one child in care for one day. We multiply the child-days of each kind of placement by its price a week, and divide by seven. Each product is rounded once, to the penny; a total is the sum of those pennies, so that it adds up exactly.',
    'A price has a day from which it holds and a source. The price of the day is used for the day.',
    'Every simulated future is priced by itself, so that the cost has a band of its own and a month of many expensive placements is not averaged away.',
  ],
  assumes: [
    'Prices rise as the price book says, and do not answer to demand.',
    'A child of one kind of placement costs what others of that kind cost.',
  ],
  limits: [
    'A kind of placement without a price is not costed, and that is said: it is not counted as nought.',
    'The band is that of the number and kind of placements. It holds no uncertainty of prices unless the price book gives one.',
  ],
  links: [
    { text: 'Budget', href: '/budget' },
    { text: 'The gap', href: '/budget/gap' },
  ],
  source: `${SPEC}, placements, and budget, rule 15`,
  rules: ['placements', 'demand-pressure', 'cost'],
}

export const GAP: Method = {
  id: 'gap',
  title: 'Budget totals and the gap',
  short: 'What services need, less what is known to come in.',
  how: [
    'The budget is a list of lines: what is done, what the money buys, and who pays. A total adds whole pence of its lines; its parts come from the same addition, so that the two cannot differ.',
    'Need is net spending that general money must meet, and what demand adds to the budget of placements. The gap is need less the funding that is known, before anything is done to close it. A gap below nought is headroom.',
    'The cumulative gap of a year is the whole distance to a balanced year. The new gap is what the year adds to the one before. They are two figures and are always named.',
  ],
  assumes: [
    'A year without lines of its own is the year before rolled forward: one-off amounts fall out, and the year’s movements are added.',
    'Funding that is announced and not yet allocated counts as announced. Ring-fenced money pays for its own services alone.',
    'Spending still charged to a grant that has ended is need, until it is funded, stopped or moved.',
  ],
  limits: [
    'The gap has the scope that stands beside it: children’s services, or the whole council.',
    'Without core funding recorded for a year the gap is not known. It is not nought.',
    'Its band is that of demand alone.',
  ],
  links: [
    { text: 'The gap', href: '/budget/gap' },
    { text: 'Checks', href: '/budget/checks' },
  ],
  source: `${SPEC}, budget, rules 2 to 19; Local Government Act 2003, s.25`,
  rules: ['gap', 'need', 'funding', 'cliff', 'budget-total', 'stream-'],
}
