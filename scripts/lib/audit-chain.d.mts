export interface Chain {
  processId: string;
  from: number;
  to: number;
  hash: string;
  /** It starts after seq 1, so its link to what came before is taken on trust. */
  trusted: boolean;
}

export type Verdict =
  | { outcome: "ok"; rows: number; chains: Chain[] }
  | { outcome: "broken"; processId: string; seq: number; line: number; reason: string }
  | { outcome: "unreadable"; line: number; reason: string };

export function rowHash(row: { [column: string]: unknown }): Promise<string>;
export function verifyLines(lines: Iterable<string> | AsyncIterable<string>): Promise<Verdict>;
