import type { UserStatus } from '../people/records.ts'

/** A person to start with. `keys` is how many WebAuthn factors they hold already. */
export interface SeedPerson {
  readonly firstName: string
  readonly lastName: string
  readonly login: string
  readonly department: string
  readonly countryCode: string
  readonly groups: readonly string[]
  readonly status?: UserStatus
  readonly isAdmin?: true
  readonly keys?: number
}

// Letters that have no diacritic to drop.
const SPELLED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  ß: 'ss',
  þ: 'th',
  ı: 'i',
}

/** A group to start with. */
export interface SeedGroup {
  readonly name: string
  readonly type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN'
  readonly description: string | null
  readonly isManagedByRule?: true
}

/** Groups to start with; `Everyone` holds everybody, as in Okta. */
export const SEED_GROUPS: readonly SeedGroup[] = [
  { name: 'Everyone', type: 'BUILT_IN', description: 'All users in your organization' },
  { name: 'Security key holders', type: 'OKTA_GROUP', description: 'May sign in with a key' },
  { name: 'Finance', type: 'OKTA_GROUP', description: null },
  { name: 'Engineering', type: 'OKTA_GROUP', description: null },
  { name: 'Contractors', type: 'OKTA_GROUP', description: 'No keys for contractors' },
  { name: 'Staff by rule', type: 'OKTA_GROUP', description: null, isManagedByRule: true },
  { name: 'Payroll (Workday)', type: 'APP_GROUP', description: 'Managed by Workday' },
]

/**
 * People to start with, from several countries and in every status that matters. Nobody here is
 * real; addresses are of example.com.
 */
export const SEED_PEOPLE: readonly SeedPerson[] = [
  person('Jane', 'Doe', 'US', 'Finance', ['Finance']),
  person('Olivia', 'Operator', 'US', 'IT', ['Engineering'], { isAdmin: true }),
  person('Ada', 'Administrator', 'GB', 'IT', ['Engineering'], { isAdmin: true }),
  person('Zoë', 'van der Berg', 'NL', 'Finance', ['Finance']),
  person('Łukasz', 'Wójcik', 'PL', 'Engineering', ['Engineering']),
  person('Søren', 'Kjærgaard', 'DK', 'Engineering', ['Engineering']),
  person('Núria', 'Puig i Ferrer', 'ES', 'Sales', []),
  person('Jürgen', 'Groß', 'DE', 'Facilities', []),
  person('Çağla', 'Yıldırım', 'TR', 'Engineering', ['Engineering']),
  person('Þórdís', 'Jónsdóttir', 'IS', 'Legal', []),
  person('山田', '太郎', 'JP', 'Sales', [], { login: 'taro.yamada' }),
  person('Nguyễn', 'Thị Hương', 'VN', 'Finance', ['Finance'], { login: 'huong.nguyen' }),
  person('Олена', 'Шевченко', 'UA', 'Engineering', ['Engineering'], { login: 'olena.shevchenko' }),
  person('عمر', 'الفاروق', 'AE', 'Legal', [], { login: 'omar.alfarouq' }),
  person('Siobhán', "O'Connor", 'IE', 'People', [], { login: 'siobhan.oconnor' }),
  person('Chloé', 'Lefèvre', 'FR', 'People', []),
  person('Jiří', 'Dvořák', 'CZ', 'Engineering', ['Engineering']),
  person('Ana', 'Conceição', 'BR', 'Sales', []),
  person('Priya', 'Raghunathan', 'IN', 'Engineering', ['Engineering']),
  person('Wanjirũ', 'Kamau', 'KE', 'Finance', ['Finance']),
  person('John', 'Doe', 'US', 'Facilities', []),
  person('Stacy', 'Newcomer', 'CA', 'Sales', [], { status: 'STAGED' }),
  person('Priscilla', 'Invited', 'AU', 'Sales', [], { status: 'PROVISIONED' }),
  person('Sam', 'Suspended', 'NZ', 'Sales', [], { status: 'SUSPENDED' }),
  person('Dean', 'Departed', 'US', 'Sales', [], { status: 'DEPROVISIONED' }),
  person('Lois', 'Lockedout', 'US', 'Legal', [], { status: 'LOCKED_OUT' }),
  person('Kim', 'Keyholder', 'KR', 'Finance', ['Finance', 'Security key holders'], { keys: 1 }),
  person('Tenzin', 'Manykeys', 'NP', 'Engineering', ['Engineering'], { keys: 10 }),
  person('Connor', 'Contractor', 'US', 'Facilities', ['Contractors']),
]

function person(
  firstName: string,
  lastName: string,
  countryCode: string,
  department: string,
  groups: readonly string[],
  more: Partial<SeedPerson> = {},
): SeedPerson {
  const name = more.login ?? `${plain(firstName)}.${plain(lastName)}`
  const login = `${name}@example.com`
  return { firstName, lastName, countryCode, department, groups, ...more, login }
}

// Diacritics and letters without a plain form are dropped from addresses.
function plain(name: string): string {
  const spelled = name.replace(/[łøæßþı]/gi, (letter) => SPELLED[letter.toLowerCase()] ?? '')
  return spelled
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()
}
