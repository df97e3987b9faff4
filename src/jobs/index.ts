export type { Chunked, Jobs, JobsOptions, RunId, RunRow, RunState, Submission } from './contract.ts'
export { openJobs } from './open.ts'
export { latestRuns, runById, sha256 } from './runs.ts'
