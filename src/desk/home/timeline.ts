import { addMonths, monthOf, monthStart } from '#kernel/dates.ts'
import { nextYear, yearOfDay, yearStart } from '#kernel/year.ts'
import { dayMiddle, timelineChart, year } from '#web'
import type { Html, Lane } from '#web'
import type { HomeModel } from './model.ts'

/** Months shown before and after the one that today is in. */
const BEFORE = 2
const AFTER = 8

/** The council's year by stage: what is done, under way and to come, from what the rooms hold and the dates that are set. */
export function yearTimeline(model: HomeModel): Html {
  const { today } = model.dates
  const here = monthOf(today)
  const [from, to] = [monthStart(addMonths(here, -BEFORE)), monthStart(addMonths(here, AFTER))]
  const lanes = model.rooms.flatMap((r) => r.lanes).filter((l) => holdsSomething(l, from, to))
  return timelineChart({
    id: 'year',
    title: 'The council’s year by stage',
    lead: leadOf(model),
    note: 'Filled: done. Outlined: under way. Dashed: to come. Diamond: a last day.',
    desc: lanes.map((l) => `${l.name}: ${said(l)}`).join('. '),
    from,
    to,
    today,
    turn: { label: 'new financial year', on: yearStart(nextYear(yearOfDay(today))) },
    lanes,
  })
}

function holdsSomething(lane: Lane, from: number, to: number): boolean {
  const spans = (lane.spans ?? []).some((s) => s.to > from && s.from < to)
  return spans || (lane.meetings ?? []).some((m) => m.on >= from && m.on <= to)
}

function said(lane: Lane): string {
  const spans = (lane.spans ?? []).map(
    (s) => `${s.label}, ${dayMiddle(s.from)} to ${dayMiddle(s.to)}`,
  )
  return [...spans, ...(lane.meetings ?? []).map((m) => m.label)].join('; ')
}

function leadOf({ dates }: HomeModel): string {
  const { today, budgetBy, budgetWords, returnOpens, returnDue } = dates
  const next = year(nextYear(yearOfDay(today)))
  const window = today >= returnOpens && today <= returnDue
  const months = Math.round((budgetBy - today) / 30.4)
  const settle =
    months > 1
      ? `the ${budgetWords} of ${next} must be settled in ${months} months`
      : `the ${budgetWords} of ${next} must be settled within weeks`
  return window
    ? `The return on children looked after is open; ${settle}`
    : `${settle.charAt(0).toUpperCase()}${settle.slice(1)}`
}
