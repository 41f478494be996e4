import { z } from "zod";
import { missing } from "#packages/core/deletion.ts";
import { recordFor } from "#packages/core/entity.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { id } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import { chainAnswer } from "./answer.ts";
import { chainKind } from "./entity.server.ts";
import { chainById, chainsOf } from "./store.server.ts";
import { escalationOf } from "./story.server.ts";

export const listChains = view({
  name: "escalations.chains",
  permission: "escalations.view",
  input: z.object({}),
  run: (ctx) => ok(chainsOf(ctx.db, ctx.processId).map(chainAnswer)),
});

export const getChain = view({
  name: "escalations.chain",
  permission: "escalations.view",
  input: z.object({ id }),
  run(ctx, input) {
    const chain = chainById(ctx.db, ctx.processId, input.id);
    return chain ? ok(chainAnswer(chain)) : refuse(missing(ctx, chainKind, input.id, "the chain"));
  },
});

/** "Why was I paged, why not": one incident's escalations, told from the ordered record. */
export const escalationStory = view({
  name: "escalations.story",
  permission: "escalations.view",
  input: z.object({ id }),
  run(ctx, input) {
    const incident = recordFor(ctx, incidentKind, input.id);
    if (!incident) return refuse(errors.notFound("The incident"));
    return ok(escalationOf(ctx, incident.id));
  },
});
