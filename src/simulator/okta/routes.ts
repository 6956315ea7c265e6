import type { Route } from './http/exchange.ts'
import { FACTOR_ROUTES } from './factors/routes.ts'
import { USER_ROUTES } from './people/user-routes.ts'

/** Every operation the double has. */
export const ROUTES: readonly Route[] = [...USER_ROUTES, ...FACTOR_ROUTES]
