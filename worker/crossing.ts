import type { Caller } from "#packages/core/actor.ts";
import type { ApiContext, ProcessDoor } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { askedInVain } from "#packages/core/spanning.ts";
import { type Confirmed, common, inWordsOfForms, keyFor, unknownProcess } from "./asked.ts";
import { feedDoor } from "./feed.ts";
import { askHub, executeOn } from "./hub-client.ts";
import { operatorDoor } from "./operator-door.ts";
import { readerAcross, readerOf } from "./reader.ts";
import { Visits } from "./visits.ts";

const notThere = errors.notFound("What you asked for");
const nameOne = errors.invalid("Say which process this is for with processId.", { processId: ["Needed here."] });

const namesOne = (input: unknown): input is { id: unknown } =>
  input !== null && typeof input === "object" && "id" in input;

/**
 * For super admins: any process or all of them. Whatever is read or done in a process that isn't theirs needs a visit there,
 * written into that process's own log first; where that fails there is nothing to see.
 */
export function crossing(asked: Confirmed, processId: string | null): ApiContext {
  const { env, facts, session, directory, notReached } = asked;
  const visits = new Visits(env, facts, session);
  const nextKey = keyFor(asked);

  const doorTo = (id: string): ProcessDoor => ({
    async execute(command, input) {
      const key = nextKey(id);
      const act = (caller: Caller) => executeOn(env, id, caller, facts, command, input, key);
      return inWordsOfForms(asked, await visits.as(id, act));
    },
    view: (view, input) => visits.as(id, (caller) => askHub(env, id, caller, view, input)),
    async read(list) {
      const entered = await visits.callerIn(id);
      return entered.ok ? list(readerOf(env, id, facts)) : entered;
    },
  });
  const through = async <T>(
    named: Promise<Result<string | null>>,
    missing: ReturnType<typeof errors.notFound>,
    act: (door: ProcessDoor) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const where = await named;
    if (!where.ok) return where;
    return where.value === null ? refuse(missing) : act(doorTo(where.value));
  };
  const find = async (input: unknown): Promise<Result<string | null>> => {
    if (processId !== null) return ok(processId);
    return namesOne(input) ? directory.processOf(String(input.id)) : refuse(nameOne);
  };

  /** The ids of all processes that could be entered; the others are named in the answer. */
  async function enterAll(): Promise<Result<string[]>> {
    const everywhere = await visits.everywhere(directory);
    if (!everywhere.ok) return everywhere;
    for (const tenant of everywhere.value.missing) notReached.set(tenant.id, askedInVain(tenant));
    return ok(everywhere.value.entered);
  }

  const read: ApiContext["read"] = async (list) => {
    if (processId !== null) return doorTo(processId).read(list);
    const entered = await enterAll();
    return entered.ok ? list(readerAcross(env, entered.value, facts)) : entered;
  };

  return {
    ...common(asked),
    execute: (command, input) => through(find(input), notThere, (door) => door.execute(command, input)),
    view: (view, input) => through(find(input), notThere, (door) => door.view(view, input)),
    processId,
    in(reference) {
      const named = directory.named(reference);
      return {
        execute: (command, input) => through(named, unknownProcess, (door) => door.execute(command, input)),
        view: (view, input) => through(named, unknownProcess, (door) => door.view(view, input)),
        read: (list) => through(named, unknownProcess, (door) => door.read(list)),
      };
    },
    operate: (reference) => operatorDoor(env, () => directory.named(reference)),
    async processes() {
      if (processId === null) return directory.tenants();
      const one = await directory.find({ by: "id", value: processId });
      return one.ok ? ok(one.value === null ? [] : [one.value]) : one;
    },
    crosses: true,
    read,
    ...feedDoor(
      async (view, input) => {
        if (processId !== null) return doorTo(processId).view(view, { ...input, processIds: [processId] });
        const entered = await enterAll();
        if (!entered.ok) return entered;
        const processIds = entered.value.filter((id) => input.processIds?.includes(id) ?? true);
        return doorTo(platformProcess).view(view, { ...input, processIds });
      },
      { read },
    ),
  };
}
