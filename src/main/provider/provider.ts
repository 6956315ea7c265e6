import type { FailureCause } from '../../shared/failure.ts'
import type { ReadinessItem } from '../../shared/readiness.ts'
import type { Person, Proposal, ProviderEventKind } from '../../shared/records.ts'

/** What a procedure needs of an identity provider. Only the composition knows which one stands behind it. */
export interface IdentityProvider {
  /** Host name of the organization, as an operator knows it. */
  readonly host: string
  /** The https origins people sign in at, the usual one first; each needs a credential of its own. */
  readonly origins: readonly string[]
  /** People whose name, e-mail or login starts with `text`; at most 20. May lag behind a change. */
  searchPeople(text: string, signal?: AbortSignal): Promise<readonly Person[]>
  /** The person by id or exact login, as they are now. Throws ProviderError `person-not-found`. */
  getPerson(idOrLogin: string, signal?: AbortSignal): Promise<Person>
  /** Opens a registration: the provider holds a pending factor until `finish` or `deleteFactor`. */
  begin(person: Person, signal?: AbortSignal, options?: BeginOptions): Promise<Ceremony>
  /** Gives the provider the credential. Never repeated blindly: the challenge is used once. */
  finish(ceremony: Ceremony, credential: NewCredential, signal?: AbortSignal): Promise<Registration>
  /** Whether the provider should still take a ceremony's challenge in so many milliseconds. */
  isFresh(ceremony: Ceremony, inMs: number): boolean
  /** What became of a factor; the way out of every uncertain `begin`, `finish` or delete. */
  findFactor(personId: string, factorId: string, signal?: AbortSignal): Promise<FactorState>
  /** Factors of ours begun and never finished. */
  listPendingFactors(personId: string, signal?: AbortSignal): Promise<readonly string[]>
  /** Deletes one factor; an absent one counts as deleted. */
  deleteFactor(personId: string, factorId: string, signal?: AbortSignal): Promise<void>
  /**
   * Signs in with the credential at the provider itself, where it allows that. `registered` is what the
   * ceremony of the factor was for; the provider's usual where absent. Throws ProviderError `proof-failed`.
   */
  proveSignIn(
    personId: string,
    factorId: string,
    prove: AssertionMaker,
    signal?: AbortSignal,
    registered?: { readonly origin?: string; readonly rpId?: string },
  ): Promise<void>
}

/** How a registration is opened when it is not for the provider's usual origin, or not finished now. */
export interface BeginOptions {
  /** One of the provider's `origins`; the usual one when absent. */
  readonly origin?: string
  /** How long the challenge should last, in seconds, when the key is handed over later. */
  readonly challengeLifetimeS?: number
  /** How many are begun in one go, 1 when absent: one is not begun where there is no room for all. */
  readonly together?: number
  /** The person's factors that somebody knows of: they are no leftovers of a begin that was lost. */
  readonly knownFactors?: () => Promise<readonly string[]>
}

/** The provider's side of one WebAuthn registration (PublicKeyCredentialCreationOptions). */
export interface Ceremony {
  readonly personId: string
  readonly factorId: string
  /** base64url text; goes into clientDataJSON verbatim. */
  readonly challenge: string
  /** Origin for clientDataJSON, e.g. `https://acme.okta.com`. */
  readonly origin: string
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: Uint8Array; readonly name: string; readonly displayName: string }
  /** COSE algorithm identifiers, preferred first. */
  readonly algorithms: readonly number[]
  readonly excludeCredentials: readonly Uint8Array[]
  readonly requireResidentKey: boolean
  readonly userVerification: 'required' | 'preferred' | 'discouraged'
  readonly requestId: string | null
  /** Epoch milliseconds after which the provider may refuse the challenge, where that is known. */
  readonly expiresAt?: number
}

/** What the key made, in the shapes WebAuthn gives a relying party. */
export interface NewCredential {
  readonly credentialId: Uint8Array
  readonly attestationObject: Uint8Array
  readonly clientDataJSON: Uint8Array
}

/** A registration the provider accepted. `credentialId` is base64url. */
export interface Registration {
  readonly factorId: string
  readonly credentialId: string
  readonly authenticatorName: string | null
  readonly requestId: string | null
}

export type FactorState =
  | { readonly state: 'absent' }
  | { readonly state: 'pending' }
  | { readonly state: 'active'; readonly credentialId: string | null }
  /** Neither usable nor pending, in the provider's own word: the credential is there, asleep. */
  | { readonly state: 'inactive'; readonly status: string }

/** Answers the provider's sign-in challenge with the key. */
export type AssertionMaker = (challenge: {
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
}) => Promise<{
  readonly authenticatorData: Uint8Array
  readonly signature: Uint8Array
  readonly clientDataJSON: Uint8Array
}>

/** A provider said no, or could not be asked; `reason` is ready for the operator's words. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly reason: FailureCause
  readonly requestId: string | null
  /** Whether what was asked for may have been done all the same: look before doing it again. */
  readonly isUncertain: boolean = false

  constructor(reason: FailureCause, requestId: string | null = null, options?: ErrorOptions) {
    super(reason.code, options)
    this.reason = reason
    this.requestId = requestId
  }
}

/** Everything a provider can do for a key's whole life. */
export type Provider = IdentityProvider &
  PersonKeeper &
  GroupKeeper &
  FactorLister &
  ReadinessChecker &
  EventSource

/** A provider at whose station somebody can be asked to sign in. */
export interface AttendedProvider extends Provider {
  /** The same while nobody asked for anything: what would need a sign-in fails instead. */
  readonly unattended: Provider
  /** Loads what calls need and what takes long, once; never rejects: the call that needs it does. */
  loadAhead(): Promise<void>
}

/** Changes a person's standing and profile. Every call may be repeated: what is so already is done. */
export interface PersonKeeper {
  /** Blocks every way in for the person, not only their key. */
  suspendPerson(personId: string, signal?: AbortSignal): Promise<void>
  unsuspendPerson(personId: string, signal?: AbortSignal): Promise<void>
  /** Sets one attribute and leaves all others; null clears it. */
  setProfileAttribute(
    personId: string,
    name: string,
    value: string | number | boolean | null,
    signal?: AbortSignal,
  ): Promise<void>
  /** Creates a person who is missing; one with that login already is refused, and never changed. */
  createPerson(person: NewPerson, signal?: AbortSignal): Promise<Person>
}

/** `active` people get a random password nobody learns; `staged` ones none until they are activated. */
export interface NewPerson {
  readonly login: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly groupIds?: readonly string[]
  readonly start: 'staged' | 'active'
}

/** A group people are put in by hand; `isManaged`: membership is decided elsewhere. */
export interface Group {
  readonly id: string
  readonly name: string
  readonly isManaged: boolean
}

export interface GroupKeeper {
  /** Groups whose name starts with `text`; at most 20. */
  searchGroups(text: string, signal?: AbortSignal): Promise<readonly Group[]>
  listGroupsOf(personId: string, signal?: AbortSignal): Promise<readonly Group[]>
  /** Both may be repeated: being in, or out, already is done. */
  joinGroup(personId: string, groupId: string, signal?: AbortSignal): Promise<void>
  leaveGroup(personId: string, groupId: string, signal?: AbortSignal): Promise<void>
}

/** One credential the provider holds for a person. */
export interface PersonFactor {
  readonly factorId: string
  readonly state: Exclude<FactorState, { readonly state: 'absent' }>
  readonly name: string | null
  /** Epoch milliseconds. */
  readonly createdAt: number | null
}

export interface FactorLister {
  /** The person's security keys and passkeys, also those a policy hides from the usual listing. */
  listFactors(personId: string, signal?: AbortSignal): Promise<readonly PersonFactor[]>
}

/** What readiness is asked for; whatever is absent is not looked at. */
export interface ReadinessQuestion {
  /** Id or login of somebody a key is to be issued to. */
  readonly person?: string
  readonly groupId?: string
  /** Of the key in the slot, as a lower-case UUID. */
  readonly aaguid?: string
  readonly requireResidentKey?: boolean
}

export interface ReadinessChecker {
  /** Every item, in order of importance; never rejects but for an abort. Changes nothing. */
  checkReadiness(
    question: ReadinessQuestion,
    signal?: AbortSignal,
  ): Promise<readonly ReadinessItem[]>
}

/** Something that happened at the provider and concerns keys the station issued, or their holders. */
export interface ProviderEvent {
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly kind: ProviderEventKind
  /** A factor that the station issued, one that is new, or what becomes of a person or of everybody. */
  readonly about: 'person' | 'our-factor' | 'new-factor' | 'everybody'
  /** What the station would do about it; an operator or a rule decides. */
  readonly proposal: Proposal['proposal']
  /** Null for what is about everybody. */
  readonly personId: string | null
  readonly factorId: string | null
  readonly groupId: string | null
  /** Who did it, as the provider names them. */
  readonly actor: string
  readonly requestId: string | null
}

/** Which events concern the station: those of its people, factors and groups. */
export interface EventWatch {
  readonly personIds: ReadonlySet<string>
  readonly factorIds: ReadonlySet<string>
  readonly groupIds: ReadonlySet<string>
  /** Requests of the station itself: what they did is no news. */
  readonly ownRequestIds: ReadonlySet<string>
}

/** Where the last reading ended. Plain data, to be kept between starts. */
export interface EventCursor {
  /** Epoch milliseconds. */
  readonly since: number
  /** Events at the seam that were already told. */
  readonly seen: readonly string[]
}

export interface EventSource {
  /** One bounded reading; `cursor` null begins now. Ask again at once while `hasMore`. */
  readEvents(
    cursor: EventCursor | null,
    watch: EventWatch,
    signal?: AbortSignal,
  ): Promise<{
    readonly events: readonly ProviderEvent[]
    readonly cursor: EventCursor
    readonly hasMore: boolean
  }>
}
