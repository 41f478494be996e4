import type { ApiContext, ProcessDoor } from "#packages/core/endpoint.ts";
import { regionOf } from "#packages/core/ids.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { type Asked, common, inWordsOfForms, isOwn, keyFor, unknownProcess } from "./asked.ts";
import { feedDoor } from "./feed.ts";
import { operatorDoor } from "./operator-door.ts";
import { readerOf } from "./reader.ts";

/** For everybody who belongs to one process: there is no other. */
export function within(asked: Asked): ApiContext {
  const { env, facts, claims, gate, needs } = asked;
  const { processId } = claims;
  // Another role is another session, so the token's is the present one.
  const forClient = claims.role === "client";
  const nextKey = keyFor(asked);
  const door: ProcessDoor = {
    execute: async (command, input) =>
      inWordsOfForms(asked, await gate.execute(command, input, [...needs], nextKey(processId))),
    view: (view, input) => gate.view(view, input, [...needs]),
    read: (list) => gate.beside([...needs], () => list(readerOf(env, processId, facts, forClient))),
  };
  const nowhere: ProcessDoor = {
    execute: async () => refuse(unknownProcess),
    view: async () => refuse(unknownProcess),
    read: async () => refuse(unknownProcess),
  };
  return {
    ...common(asked),
    ...door,
    processId,
    crosses: false,
    in: (reference) => (isOwn(asked, reference) ? door : nowhere),
    async processes() {
      const session = await gate.session();
      return session.ok ? ok([{ ...session.value.process, region: regionOf(processId), isActive: true }]) : session;
    },
    operate: () => operatorDoor(env, async () => ok(null)),
    ...feedDoor((view, input) => door.view(view, { ...input, processIds: [processId] }), door),
  };
}
