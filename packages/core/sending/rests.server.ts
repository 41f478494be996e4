import type { HubDb } from "#packages/core/database.ts";
import type { OutboundChannel, Rest } from "#packages/core/delivery.ts";
import { select } from "#packages/core/rows.ts";
import { hubMeta } from "#packages/core/tables.ts";

export interface KeptRest extends Rest {
  /** Digest of what the channel was tried with: other settings are tried at once. */
  settings: string;
}

/** Where a hub keeps it, beside its other facts about itself; empty: the channel is well. */
export const restKey = (channel: OutboundChannel): string => `rest:${channel}`;

const keys = (["email", "slack", "webhook"] as const).map(restKey);

/** As the hub has written it. */
export const parseRest = (text: string | null | undefined): KeptRest | null =>
  text ? (JSON.parse(text) as KeptRest) : null;

/** The channels that take nothing at present. */
export function restsOf(db: HubDb): Rest[] {
  // Each channel's key is named, so that nothing else is read.
  return select(db, hubMeta, `WHERE key IN (${keys.map(() => "?").join(", ")}) ORDER BY key`, keys).flatMap(
    ({ value }) => {
      const kept = parseRest(value);
      if (!kept) return [];
      const { settings: _settings, ...rest } = kept;
      return [rest];
    },
  );
}
