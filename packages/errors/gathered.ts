import { sha256Hex } from "#packages/core/json.ts";
import type { ErrorReport } from "./inputs.ts";
import { addressPattern, fingerprintText, lengths, mostInReport, ownFrame, redact, splitError } from "./rules.ts";

type Fields = Record<string, unknown>;

const asText = (value: unknown, max: number): string | null =>
  typeof value === "string" && value !== "" ? value.slice(0, max) : null;

/** What of a log line says where it broke. */
function whereOf(fields: Fields): string | null {
  const named = asText(fields.command ?? fields.view ?? fields.what, lengths.where);
  if (named) return named;
  // A timer's key is its kind and an id.
  const timer = asText(fields.key, lengths.where)?.split(":")[0];
  if (timer) return `timer ${timer}`;
  const path = asText(fields.path, 1_000);
  return path ? addressPattern(path).slice(0, lengths.where) : null;
}

/** Without what mostly differs between two of the same. Cheap: it is done for each error of a storm. */
const roughly = (text: string): string => text.replace(/\b[a-z]{2,5}_[0-9a-z]{10,}|\d+/g, "");

function reportOf(event: string, fields: Fields, release: string, at: number): ErrorReport {
  const { message, stack } = splitError(redact(String(fields.error ?? "").slice(0, 8_000)));
  const kind = event.slice(0, lengths.kind);
  const fingerprint = fingerprintText(kind, release, message, ownFrame(stack));
  return {
    id: `err_${sha256Hex(fingerprint).slice(0, 24)}`,
    kind,
    release,
    count: 1,
    firstAt: at,
    lastAt: at,
    sample: {
      message: message.slice(0, lengths.message),
      stack: stack?.slice(0, lengths.stack) ?? null,
      where: whereOf(fields),
      requestId: asText(fields.requestId, 64),
      processId: asText(fields.processId, 64),
      userId: asText(fields.userId, 64),
    },
  };
}

/**
 * Errors on their way to the platform's hub, added up in memory: a thousand of one kind are one report. Bounded; what finds
 * no room is only counted.
 */
export class Gathered {
  private readonly byId = new Map<string, ErrorReport>();
  /** The text of an error, roughly → its report, so that a storm of the same is not looked at one by one. */
  private readonly byText = new Map<string, ErrorReport>();
  private dropped = 0;

  get isEmpty(): boolean {
    return this.byId.size === 0 && this.dropped === 0;
  }

  add(event: string, fields: Fields, release: string, at: number): void {
    const text = `${event}\n${roughly(String(fields.error ?? "").slice(0, 1_000))}`;
    const known = this.byText.get(text);
    if (known) {
      known.count += 1;
      known.lastAt = at;
      return;
    }
    if (this.byText.size >= 2 * mostInReport) {
      this.dropped += 1;
      return;
    }
    const report = this.merge(reportOf(event, fields, release, at));
    if (report) this.byText.set(text, report);
  }

  /** All there is; nothing is left. */
  take(): { reports: ErrorReport[]; dropped: number } {
    const taken = { reports: [...this.byId.values()], dropped: this.dropped };
    this.byId.clear();
    this.byText.clear();
    this.dropped = 0;
    return taken;
  }

  /** It could not be delivered: it waits with what has come since. */
  giveBack({ reports, dropped }: { reports: ErrorReport[]; dropped: number }): void {
    this.dropped += dropped;
    for (const report of reports) this.merge(report);
  }

  private merge(report: ErrorReport): ErrorReport | null {
    const known = this.byId.get(report.id);
    if (known) {
      known.count += report.count;
      known.firstAt = Math.min(known.firstAt, report.firstAt);
      known.lastAt = Math.max(known.lastAt, report.lastAt);
      return known;
    }
    if (this.byId.size >= mostInReport) {
      this.dropped += report.count;
      return null;
    }
    this.byId.set(report.id, report);
    return report;
  }
}
