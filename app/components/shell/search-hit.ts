import type { IncidentStatus, Severity } from "#app/components/ui/badge.tsx";

/** One row of `/resources/search?q=`, which answers `{ items: SearchHit[] }`. */
export interface SearchHit {
  id: string;
  number: string;
  title: string;
  severity: Severity;
  status: IncidentStatus;
}
