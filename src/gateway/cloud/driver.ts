import type { Code } from '#contract/codes'
import type { Image } from '#contract/image'
import type { JobAction } from '#contract/job'
import type { IdentityProject } from '#ims/identity'
import type { Grant } from '#ims/keys'
import type { Member, MemberBatch, MemberStatus } from '#ims/members'

/** Time, as an argument. `sleep` rejects with the signal's reason when it is aborted. */
export type Clock = { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> }

/** As whom a call is made: a token scoped to the project that owns the images. */
export type Identity = {
  token: string
  expiresAt: number
  user: { id: string; name: string }
  project: { id: string; name: string }
  /** Of the project, where the cloud has told it. */
  domain?: { id: string; name: string } | undefined
  roles: string[]
}

/** A domain, by its ID or its name. */
export type DomainRef = { id: string } | { name: string }
/** A user or a project: by its ID, or by a name that is unique in its domain. */
export type Ref = { id: string } | { name: string; domain: DomainRef }

/** A user who is signed in and has not chosen a project. */
export type Unscoped = Pick<Identity, 'token' | 'expiresAt' | 'user'>

/** What proves who a user is; never logged, never stored. `passcode`: the second factor, of the minute. */
export type Proof =
  | { method: 'password'; user: Ref; password: string; passcode?: string }
  | { method: 'application_credential'; id: string; secret: string }
  | { method: 'application_credential'; name: string; user: Ref; secret: string }
  | { method: 'token'; token: string }

/** A proof, and the project to work in; an application credential has one of its own (null). */
export type Login = { proof: Proof; project: Ref | null }

/** An image as its cloud shows it, in the console's words; `obstacle` as far as the image itself tells. */
export type CloudImage = Omit<
  Image,
  'recipients' | 'recipientsReadAt' | 'recipientsProblem' | 'recipientsAllowed'
> & {
  owner: string | null
  /** Whether it has or had recipients: only then its members are worth a call. */
  isShared: boolean
}

/**
 * Every image with every project. `makeShared`: the operator agrees that images which cannot have recipients as they
 * are (`becomesShared`) are changed first; without it their pairs fail.
 */
export type ShareBatch = MemberBatch & { makeShared?: boolean }

/** An image of another project that is shared with this one, and what this one has answered. */
export type ReceivedImage = CloudImage & { answer: MemberStatus }

/** A project's answer to what was shared with it. `vaultId`: where IMS is to put the data of full-ECS images. */
export type Answer = { images: string[]; status: 'accepted' | 'rejected'; vaultId?: string }

/** A key that images are encrypted with. A default key belongs to the service and cannot be granted. */
type Key = { id: string; alias: string; isDefault: boolean }

/** What the cloud behind a driver can do, declared rather than guessed. */
export type Capabilities = {
  recipientsPerImage: number
  recipientsPerFullEcsImage: number
  /** The largest rectangle one call takes. */
  batch: { images: number; projects: number }
  /** Grants that one key may have; null where the cloud has no keys to grant. */
  grantsPerKey: number | null
  /** The requests behind a change, as the history names them. */
  calls: Record<JobAction, { method: string; path: string }>
  /** A change makes a request for each pair, and tells beforehand which (`ChangeOptions.admit`). */
  sendsSinglePairs: boolean
  /**
   * Since when a project is a member tells one membership from another. Glance tells when it was changed last, and a
   * recipient's answer changes it.
   */
  tellsAge: boolean
}

/** A pair by its IDs. */
export type PairIds = { image: string; project: string }

/**
 * How a change is made. `signal`: it is not waited for any longer. `stop`: once it is aborted, nothing more is sent; a driver
 * that makes a request for each pair then ends what it has begun, tells what came of it, and throws the signal's reason.
 * `admit`: awaited before requests for these pairs are made, where a change makes one for each; `check`: called right
 * before every request that changes something. Both throw to have no more of them made.
 */
export type ChangeOptions = {
  signal?: AbortSignal
  stop?: AbortSignal
  admit?(pairs: readonly PairIds[]): Promise<void>
  check?(): void
}

/** What a running share, unshare or answer tells, as it happens. */
export type BatchEvent =
  /** The cloud took the call. `path` and `method` are kept in the history. */
  | { kind: 'accepted'; cloudJobId: string | null; requestId: string | null }
  /** When the cloud began to work on it, by its own clock, in ms since 1970; where it tells. */
  | { kind: 'began'; at: number }
  /**
   * The cloud's word on one pair, or what the driver has found out by looking. Of one that is as wanted, `by` says whose
   * doing that is: this call's unless told, that of `others`, or nobody knows (`unknown`).
   */
  | { kind: 'pair'; image: string; project: string; outcome: 'success'; by?: 'others' | 'unknown' }
  /** `refused`: the cloud has said no before it did anything, so that it will not come later either. */
  | {
      kind: 'pair'
      image: string
      project: string
      outcome: 'failed'
      code: Code
      message: string
      refused?: boolean
    }
  /** Admitted, and certainly not carried out: it is as it was before. */
  | { kind: 'pair'; image: string; project: string; outcome: 'untaken' }
  /** The cloud's last word on the whole call; pairs without an event of their own are settled by reading back. */
  | { kind: 'ended'; outcome: 'success' }
  | { kind: 'ended'; outcome: 'failed'; code: Code; message: string }

/**
 * One cloud's words. Every method throws `CloudFailure` and nothing else when the cloud refuses or cannot be reached.
 * A driver never repeats a change without having read back: mostly it leaves that to the runner.
 */
export type Driver = {
  readonly capabilities: Capabilities
  /** A new token of no project; failure 401 when the cloud refuses the proof, `CONSOLE.PASSCODE` when it lacks a factor. */
  authenticate(proof: Proof, signal?: AbortSignal): Promise<Unscoped>
  /** Makes a token worthless, as far as the cloud's services ask whether it is. */
  revoke(token: string): Promise<void>
  /** A new token; failure 401 when the cloud refuses the login. */
  signIn(login: Login, signal?: AbortSignal): Promise<Identity>
  /** Who a token is; failure 401 when it is not valid. */
  identify(token: string, signal?: AbortSignal): Promise<Identity>
  /** All images that the project owns, newest first. */
  listImages(who: Identity, signal?: AbortSignal): Promise<CloudImage[]>
  /** One image, owned or not; failure 404 when it is not visible. */
  showImage(who: Identity, id: string, signal?: AbortSignal): Promise<CloudImage>
  /** The recipients of one image; an image that was never shared has none. */
  listMembers(who: Identity, imageId: string, signal?: AbortSignal): Promise<Member[]>
  /** The projects that the user can enter. */
  listProjects(who: Pick<Identity, 'token'>, signal?: AbortSignal): Promise<IdentityProject[]>
  /**
   * Whether there is a project with this ID, owned or not; null when the user may not know. Only on clouds that share
   * with projects that there are not: all others say it themselves.
   */
  knowsProject?(who: Identity, id: string, signal?: AbortSignal): Promise<boolean | null>
  /** The key of an encrypted image of the project. */
  showKey(who: Identity, keyId: string, signal?: AbortSignal): Promise<Key>
  /** All grants on a key. */
  listGrants(who: Identity, keyId: string, signal?: AbortSignal): Promise<Grant[]>
  /** Lets an account use the key as a shared image needs it, under a name; answers the grant's ID. */
  createGrant(who: Identity, grant: { keyId: string; accountId: string; name: string }): Promise<string>
  revokeGrant(who: Identity, keyId: string, grantId: string): Promise<void>
  share(who: Identity, batch: ShareBatch, how?: ChangeOptions): AsyncIterable<BatchEvent>
  unshare(who: Identity, batch: MemberBatch, how?: ChangeOptions): AsyncIterable<BatchEvent>
  /** The images that others share with the project of the token, whatever it has answered. */
  listReceived(who: Identity, signal?: AbortSignal): Promise<ReceivedImage[]>
  /** Accepts or rejects such images; only a token of the project that received them may. */
  answer(who: Identity, answer: Answer, how?: ChangeOptions): AsyncIterable<BatchEvent>
  /** Goes on watching a cloud job that was accepted before a restart. */
  follow(
    who: Identity,
    batch: MemberBatch,
    cloudJobId: string,
    signal?: AbortSignal,
  ): AsyncIterable<BatchEvent>
}

/** A call that the cloud refused, or that never reached it (`status` 0). `code` as in `#ims/errors`. */
export class CloudFailure extends Error {
  override readonly name = 'CloudFailure'
  constructor(
    /** Which call, for people: "list members of image …". Never contains a token. */
    readonly call: string,
    readonly status: number,
    readonly code: Code,
    message: string,
    readonly requestId: string | null = null,
    /** What `Retry-After` asked for, in ms. */
    readonly retryAfterMs: number | null = null,
    /** Whether the answer is the API's own error, and not a page of something before it. */
    readonly isOwnError = false,
  ) {
    super(message)
  }

  /**
   * Whether the request was certainly not carried out: nobody was let in, it was throttled, or the API itself has refused
   * it. An error of the server, a time-out (408: of whatever stands before the API, in JSON as well) or no answer leaves that
   * open.
   */
  get isDefinite(): boolean {
    const { status } = this
    if (status === 401 || status === 403 || status === 429) return true
    return status >= 400 && status < 500 && status !== 408 && this.isOwnError
  }
}
