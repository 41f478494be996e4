import type { ApiContext } from "#packages/core/endpoint.ts";
import type { DeclaredPermission } from "#packages/core/permissions.ts";
import type { Result } from "#packages/core/result.ts";
import type { SettingFieldOf } from "#packages/core/settings.ts";
import type { Need } from "#packages/core/view.ts";
import type { Choices } from "#packages/doors.ts";
import type { ChoiceForm, SignedIn } from "./entering.ts";
import type { Session } from "./session.ts";
import type { SignInForm } from "./sign-in.ts";

/** What routes and pages use to reach the product. One per request; built in `context.ts`. */
export interface Services {
  requestId: string;
  /** Asked of the hub once, in the trip that brings what is asked beside it; the refusal says why there is none. */
  session(): Promise<Result<Session>>;
  /** From now on everything that these services answer is only for somebody who may do this. */
  need(need: Need): void;
  /** Whether the session stands and its person may do all that was needed; null where nothing was. */
  confirmed(): Promise<Result<Session | null>>;
  /** The same services with needs of their own: of one loader or action among several. */
  apart(): Services;
  /** The API as this person may use it. `processId`: for super admins, the process to look at; by default the URL's. */
  api(processId?: string | null): Promise<Result<ApiContext>>;
  /** `conflict` with `{ ticket, processes, lastProcessId }`: they belong to several processes and named none of them. */
  signIn(form: SignInForm): Promise<Result<SignedIn>>;
  /** What comes after such an answer. */
  choose(form: ChoiceForm): Promise<Result<SignedIn>>;
  /** The processes that the person can go to, their own among them. */
  choices(): Promise<Result<Choices>>;
  switchTo(processId: string): Promise<Result<SignedIn>>;
  signOut(): Promise<Result<null>>;
  /** Seconds, where the person or the address has made too many requests. */
  retryAfter(): number | null;
  /** A page broke: into the log and to whoever watches it. The pages' own build has a log of its own. */
  broke(error: unknown, route: string): void;
  release: string;
  /** Whether this runs under the local start, where pages for developers exist. */
  localStart: boolean;
  /** What anybody can be allowed to do, with the roles that may. */
  permissions: readonly DeclaredPermission[];
  /** The fields of the form that asks for a process's settings. */
  settingFields: readonly SettingFieldOf[];
}
