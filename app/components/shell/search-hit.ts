import type { IncidentStatus, Severity } from "#app/components/ui/badge.tsx";

/** What `/resources/search?q=` answers. */
export interface Found {
  items: SearchHit[];
  /** Names of processes that could not be searched. */
  notReached: string[];
}

export interface SearchHit {
  id: string;
  number: string;
  title: string;
  severity: Severity;
  status: IncidentStatus;
}
