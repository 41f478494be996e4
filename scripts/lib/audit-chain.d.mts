export interface Chain {
  processId: string;
  from: number;
  to: number;
  hash: string;
  /** The last event that its rows name. */
  event?: number;
  /** It starts after seq 1, so its link to what came before is taken on trust. */
  trusted: boolean;
}

export type Verdict =
  | { outcome: "ok"; rows: number; chains: Chain[] }
  | { outcome: "broken"; processId: string; seq: number; event?: number; line: number; reason: string }
  | { outcome: "unreadable"; line: number; reason: string };

type Columns = { [column: string]: unknown };
export function rowHash(row: Columns): Promise<string | null>;
export function eventHash(v: number, event: Columns): Promise<string | null>;
export function verifyLines(lines: Iterable<string> | AsyncIterable<string>): Promise<Verdict>;
