import type { AuditedChange } from "#packages/core/audit.ts";
import { utf8Bytes } from "./mirror-sql.ts";
import { RowTooLarge } from "./row-size.ts";

/** Far below what one row may hold, so that many fit into a parcel of the mirror and a page of an export. */
const partBytes = 256_000;
/** What one command may change: more would hold up the hub for seconds. */
const mostBytes = 16_000_000;

/** A command's changes as its rows of the audit log hold them: one part, or several where there is much. */
export function inParts(changes: AuditedChange[]): AuditedChange[][] {
  if (JSON.stringify(changes).length * 3 <= partBytes) return [changes];
  const parts: AuditedChange[][] = [[]];
  let size = 0;
  let whole = 0;
  for (const change of changes) {
    const bytes = utf8Bytes(JSON.stringify(change));
    whole += bytes;
    if (whole > mostBytes) throw new RowTooLarge();
    const part = parts.at(-1);
    if (part && (part.length === 0 || size + bytes <= partBytes)) {
      part.push(change);
      size += bytes;
    } else {
      parts.push([change]);
      size = bytes;
    }
  }
  return parts;
}
