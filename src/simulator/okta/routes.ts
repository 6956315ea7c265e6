import { FACTOR_ROUTES } from './factors/routes.ts'
import { GROUP_ROUTES } from './groups/group-routes.ts'
import type { Route } from './http/exchange.ts'
import { ORGANIZATION_ROUTES } from './organization/routes.ts'
import { USER_ROUTES } from './people/user-routes.ts'

/** Every operation the double has, with the scope and the admin permission each asks for. */
export const ROUTES: readonly Route[] = [
  ...USER_ROUTES,
  ...GROUP_ROUTES,
  ...FACTOR_ROUTES,
  ...ORGANIZATION_ROUTES,
]
