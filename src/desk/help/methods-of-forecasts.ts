import type { Method } from './methods.ts'

const SPEC = 'Headwater specification, demand'
const FORECASTS = { text: 'Forecasts', href: '/demand/forecast' }

export const FORECAST: Method = {
  id: 'forecast',
  title: 'Our forecast of children in care',
  short:
    'How many children to expect at the end of each month to come, in which kind of placement.',
  how: [
    'Each child who is in care today lives on from today in a simulation, with a known birthday: staying, moving, leaving and coming back at the rates of the last three years. New children come at the rate of the last three years, the latest months weighing most. Unaccompanied children are kept apart.',
    'Rates that rest on few events are steadied by the council’s own wider experience and by published national figures, because a rate from five children swings by chance alone.',
    'The future is drawn many times over, usually a thousand. Half of those futures hold more children than the middle, half hold fewer.',
    'Groups of children are forecast. No child is scored, ranked or predicted: the simulation cannot say what will happen to anybody.',
  ],
  assumes: [
    'Rates drift from year to year as those of 144 councils did from 2011 to 2025.',
    'Law and practice stay as they were in the years that the rates come from. A change that we know of is a setting or a what-if, never silent.',
    'Every forecast lists its own assumptions, each with its value and its source.',
  ],
  limits: [
    'It needs two years of returns.',
    'It does not know of events that have no trace in the past: a new duty, a closed border, a pandemic.',
    'The same input and the same seed give the same figures, to the last digit. Another seed gives slightly different ones: that is chance, and it is small beside the band.',
  ],
  links: [FORECASTS, { text: 'Demand', href: '/demand' }],
  source: `${SPEC}, sections 4B and 4C`,
  rules: ['demand.own', 'demand.'],
}

export const BANDS: Method = {
  id: 'bands',
  title: 'Bands, and how they were tested',
  short: 'How far from the middle the count may well be.',
  how: [
    'A band says how likely the count is to fall inside it: 8 in 10, or 19 in 20. One time in ten it falls below the first, and one time in ten above.',
    'Bands are tested on our own past. We go back to the end of each quarter, use only what was known then, forecast, and look at what happened 3, 6, 12, 24 and 36 months on. How often the band held the truth is shown beside the forecast.',
    'Where our past shows that bands were too narrow or too wide, they are widened or narrowed until they would have held as often as they say. With few past dates to test on, they move less.',
  ],
  assumes: ['Errors to come are like errors of the past.'],
  limits: [
    'A group of fewer than 20 children has too few to be tested; it takes the width of the whole, and this is said.',
    'Bands are never narrower than chance alone makes them.',
    'Tests at neighbouring dates share most of their data. Twelve of them are worth fewer than twelve separate ones.',
  ],
  links: [FORECASTS],
  source: `${SPEC}, section 4D`,
  rules: [],
}

export const NO_CHANGE: Method = {
  id: 'no-change',
  title: 'No change, and skill',
  short: 'The simplest forecast there is, and whether ours beats it.',
  how: [
    '“No change” carries the last count forward as it is. It is drawn dotted beside every forecast.',
    'Skill is one less our error over the error of no change, on the same past dates. Skill of 20% means that we erred by a fifth less. Nought means that we did no better.',
  ],
  assumes: ['A method that does not beat no change has not earned a decision.'],
  limits: [
    'When skill is nought or below, the page says so in words at the top.',
    'Skill is of the past. It can change, and is measured again with every forecast.',
  ],
  links: [FORECASTS],
  source: `${SPEC}, section 4D, rule 3`,
  rules: [],
}
