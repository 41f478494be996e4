import type { ActivityEvent } from "./protocol.ts";

/** What is left out matches everything. */
export interface EventFilter {
  entity?: string | readonly string[];
  entityId?: string;
  /** The event's type, such as "incident.created". */
  type?: string | readonly string[];
}

const among = (wanted: string | readonly string[] | undefined, value: string) =>
  wanted === undefined || (typeof wanted === "string" ? wanted === value : wanted.includes(value));

export const matches = (filter: EventFilter, event: ActivityEvent): boolean =>
  among(filter.entity, event.entity) && among(filter.entityId, event.entityId) && among(filter.type, event.type);
