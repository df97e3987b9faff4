import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { getMonthsCsv, getMonthsJson } from './downloads.ts'
import { getFanSvg } from './fan-download.ts'
import { getForecast, getForecastEvents, postCancel } from './get.ts'
import { getForecasts, MAKES_FORECASTS, postForecast } from './list.ts'
import { getMonthsXlsx } from './workbook.ts'

/** Pages of the forecasts. */
export function forecastRoutes(house: House): readonly Route[] {
  const list = '/demand/forecast'
  const one = `${list}/:run`
  return [
    { method: 'GET', path: list, access: 'signed-in', handle: getForecasts(house) },
    { method: 'GET', path: `${list}/new`, access: 'signed-in', handle: getForecasts(house) },
    { method: 'POST', path: list, access: MAKES_FORECASTS, handle: postForecast(house) },
    { method: 'GET', path: one, access: 'signed-in', handle: getForecast(house) },
    { method: 'GET', path: `${one}/events`, access: 'signed-in', handle: getForecastEvents(house) },
    { method: 'POST', path: `${one}/cancel`, access: MAKES_FORECASTS, handle: postCancel(house) },
    {
      method: 'GET',
      path: `${one}/months.xlsx`,
      access: 'signed-in',
      handle: getMonthsXlsx(house),
    },
    { method: 'GET', path: `${one}/fan.svg`, access: 'signed-in', handle: getFanSvg(house) },
    { method: 'GET', path: `${one}/months.csv`, access: 'signed-in', handle: getMonthsCsv(house) },
    {
      method: 'GET',
      path: `${one}/months.json`,
      access: 'signed-in',
      handle: getMonthsJson(house),
    },
  ]
}
