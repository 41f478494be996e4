import type { RecordName } from "../entity.ts";

/** What a person is shown in the app as long as it is wanted, whatever page is open: an incident that they are paged for. */
export interface StandingPage {
  about: RecordName;
  /** ISO 8601: when they were last told of it. */
  at: string;
  /** Deliveries of it that no browser has taken yet. */
  untaken: string[];
}

/** More are not told one by one. */
export const mostStanding = 20;
