import { z } from "zod";
import { onePage, processListLoader } from "#app/kit/list/list-loader.server.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { mapped } from "#packages/core/endpoint.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { listChains } from "#packages/escalations/views.server.ts";
import { severities, severityRank } from "#packages/incidents/rules.ts";
import { loadSwitched } from "./switch.server.ts";

/** The worst first; what is for every severity comes last. */
const rank = ({ severity }: ChainAnswer) => (severity ? severityRank(severity) : severities.length);
const inOrder = (a: ChainAnswer, b: ChainAnswer) => rank(a) - rank(b) || a.name.localeCompare(b.name);

export const loadChains = processListLoader({
  permission: "escalations.view",
  filter: z.object({}),
  read: async (api) => onePage(mapped(await api.view(listChains, {}), (chains) => chains.toSorted(inOrder))),
  async also(api, context) {
    const [people, switched] = await Promise.all([membersOf(api), loadSwitched(api, api.query)]);
    return { people: unwrap(context, people), switched };
  },
});
