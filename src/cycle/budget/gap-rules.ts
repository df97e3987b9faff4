import type { Rule } from '#kernel/working.ts'

/** The rules that the gap and its parts are made by, as their workings say them. */
const SPEC = 'Headwater specification, budget'
export const GAP: Rule = {
  id: 'gap',
  name: 'The gap',
  sentence:
    'Need less the funding that is known, with nothing closed yet. The new gap of a year is its cumulative gap less that of the year before.',
  source: `${SPEC}, rule 19`,
}
export const NEED: Rule = {
  id: 'need',
  name: 'Need',
  sentence:
    'Net spending that general money must meet, as the lines say, and what demand adds to the budget of placements.',
  source: `${SPEC}, rules 15 and 19`,
}
export const LINES: Rule = {
  id: 'need-lines',
  name: 'Net spending on general money',
  sentence:
    'Spending less income of every service, without what ring-fenced streams pay. A year without lines is the year before rolled forward: one-off amounts fall out and the year’s movements are added.',
  source: `${SPEC}, rules 8 and 18`,
}
export const FUNDING: Rule = {
  id: 'funding',
  name: 'Funding known',
  sentence:
    'General streams: the latest allocated figure, else the latest announced, less what the lines already count as income of the stream.',
  source: `${SPEC}, rules 5 and 8`,
}
export const DEMAND: Rule = {
  id: 'demand-pressure',
  name: 'What demand adds',
  sentence:
    'The forecast’s cost of placements less the budget of the placement lines, by line of Section 251.',
  source: `${SPEC}, rule 15`,
}
export const CLIFF: Rule = {
  id: 'cliff',
  name: 'Spending on grants that have ended',
  sentence:
    'Recurring spending still charged to a stream after its end. It is need of that exact amount; it can be funded, stopped or moved.',
  source: `${SPEC}, rule 7`,
}
