import { errors, type Refusal } from "#packages/core/errors.ts";
import { atMost } from "#packages/core/patience.ts";
import { commandsByName } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { readMeta, readNumber } from "./meta.ts";
import { readingRoom } from "./mirror.ts";

const d1PatienceMs = 2_000;

export const beingRestored = errors.unavailable(
  "This process's data is being restored. Nothing was changed, and what is due will be done when it is back. Try again in some minutes.",
);
const unknown = errors.unavailable(
  "D1 does not answer, so it can't be told whether this process existed before. Nothing was changed. Try again in a moment.",
);

/** A hub is open once a command has run in it, or once it was filled from its copy. */
export const isOpen = (hub: Hub): boolean => readNumber(hub, "rev") > 0;

/**
 * Why an empty hub refuses. It can't tell whether it is new or lost, and a lost one must not get a history of its own: only a
 * command that begins a process (`opens`) may run.
 */
export function closedTo(hub: Hub, command: string | null): Refusal | null {
  if (isOpen(hub)) return null;
  const opens = command !== null && commandsByName.get(command)?.opens === true;
  return opens && readMeta(hub, "restoring") === null ? null : beingRestored;
}

/** Why a process can't begin here: D1 knows it, so this hub was lost; or D1 can't be asked. */
export async function begunBefore(hub: Hub): Promise<Refusal | null> {
  const db = readingRoom.of(hub);
  const query = db.prepare("SELECT 1 AS known FROM process_clocks WHERE process_id = ?").bind(hub.processId);
  const answer = await atMost(
    d1PatienceMs,
    db.batch([query]).catch(() => null),
    null,
  );
  if (!answer) return unknown;
  return (answer[0]?.results.length ?? 0) > 0 ? beingRestored : null;
}

/** Whether the hub's process has not begun yet: nothing is in it, and D1 knows nothing of it. */
export const isNew = async (hub: Hub): Promise<boolean> => !isOpen(hub) && (await begunBefore(hub)) === null;
