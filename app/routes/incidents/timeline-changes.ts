import type { IncidentDetail, TimelineEvent } from "./detail-data.server.ts";
import { fieldText } from "./fields.ts";

export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What an edit replaced by what. */
export function changesOf({ data }: TimelineEvent, team: IncidentDetail["team"]): FieldChange[] {
  const fields: unknown = data?.fields;
  if (!isObject(fields)) return [];
  const shown = (value: unknown) => {
    const text = fieldText(value);
    return team.find(({ id }) => id === text)?.name ?? (text || "(empty)");
  };
  return Object.entries(fields).flatMap(([field, change]) =>
    isObject(change) ? [{ field, before: shown(change.before), after: shown(change.after) }] : [],
  );
}
