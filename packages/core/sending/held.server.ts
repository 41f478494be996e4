import { z } from "zod";
import { toIso } from "../clock.ts";
import { ok } from "../result.ts";
import { view } from "../view.ts";
import { restsOf } from "./rests.server.ts";
import { isTold } from "./rests.ts";

/** By which ways nothing leaves at present: for the whole team to know, as those may be paged by them. */
export const heldChannels = view({
  name: "sending.held",
  permission: "activity.view",
  input: z.object({}),
  run: ({ db }) =>
    ok(
      restsOf(db)
        .filter(isTold)
        .map(({ channel, reason, since }) => ({ channel, reason, since: toIso(since) })),
    ),
});
export type HeldChannel = Extract<ReturnType<typeof heldChannels.run>, { ok: true }>["value"][number];
