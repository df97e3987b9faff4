export * from './govuk/index.ts'
export * from './html.ts'
export * from './route.ts'
