import { defineModule } from "#packages/core/module.ts";
import { escalationEndpoints } from "./api.ts";
import { createChain, deleteChain, escalateIncident, fireTier, updateChain } from "./commands.server.ts";
import { runById } from "./store.server.ts";
import { escalationChains, escalationExecutions, escalationRuns } from "./tables.ts";
import { tierTimers } from "./timers.ts";
import { dryRun, escalationStory, getChain, listChains } from "./views.server.ts";

export const escalationsModule = defineModule({
  name: "escalations",
  label: "Escalations",
  tables: [escalationChains, escalationRuns, escalationExecutions],
  commands: [createChain, updateChain, deleteChain, fireTier, escalateIncident],
  views: [listChains, getChain, escalationStory, dryRun],
  endpoints: escalationEndpoints,
  timers: [tierTimers],
  guards: {
    "escalation-run"(db, processId, id) {
      const run = runById(db, processId, id);
      if (!run) return "the escalation no longer exists";
      return run.state === "stopped" ? `${run.endedWhy ?? "the escalation was stopped"} before it was sent` : null;
    },
  },
});
