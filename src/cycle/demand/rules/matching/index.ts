export { forecastAsPeer, MATCHING_RULES, PEER_COLUMNS, peerRow } from './forecast.ts'
export type { MatchingForecast, MatchingRequest } from './forecast.ts'
export { cleanAsPeer } from './clean.ts'
export { readPeerTables } from './read.ts'
export { learn, stockOf } from './rates.ts'
export type { PeerModel, PeerRate, Reference, Stock } from './rates.ts'
export { adjustEntries, adjustRates, inCare, project, totalOn } from './project.ts'
export type { EntryAdjustment, PeerProjection, RateAdjustment } from './project.ts'
export { changeShares, costAsPeer, sharesOf, sixFigures } from './cost.ts'
export type { PeerCosts, PeerPrices, QuarterCost, Share } from './cost.ts'
export { BINS, NOT_IN_CARE, stateName } from './types.ts'
export type {
  PeerCare,
  PeerDropped,
  PeerEpisode,
  PeerHeader,
  PeerRow,
  PeerTables,
} from './types.ts'
