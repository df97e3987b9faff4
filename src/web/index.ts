export * from './html.ts'
export * from './route.ts'
