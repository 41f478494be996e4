import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { escalationEndpoints } from "./api.ts";
import { pagedAtOnce } from "./at-once.server.ts";
import { pageChannels } from "./channels.server.ts";
import { pageChoices } from "./choices.server.ts";
import { createChain, fireTier, updateChain } from "./commands.server.ts";
import { chainDeletion, stopDeletedChain } from "./deletion.server.ts";
import { dryRun } from "./dry-run.server.ts";
import { followEdits } from "./edits.server.ts";
import { chainEffect } from "./effect.server.ts";
import { chainKind } from "./entity.server.ts";
import { escalateIncident } from "./escalate.server.ts";
import { pageFallback, replaced } from "./fallback.server.ts";
import { lateness, latenessFigures } from "./gauges.server.ts";
import { pageByHand } from "./page.server.ts";
import { escalationPermissions } from "./permissions.ts";
import { followIncident, pageAfterLapse, tellOfPagesToCome, tellWhatCameBack } from "./reactions.server.ts";
import { chainSearch } from "./search.ts";
import { startForOpen } from "./start.server.ts";
import { chainOf, runById } from "./store.server.ts";
import { escalationPart } from "./story.server.ts";
import { escalationChains, escalationExecutions, escalationRuns } from "./tables.ts";
import { tierTimers } from "./timers.ts";
import { nextPagePart } from "./upcoming.server.ts";
import { escalationStory, getChain, listChains } from "./views.server.ts";

export const escalationsModule = defineModule({
  name: "escalations",
  label: "Escalations",
  permissions: escalationPermissions,
  tables: [
    tableOf(escalationChains),
    // As long as their incidents: who was paged, when and why belongs to the story, and runs are numbered by those before.
    tableOf(escalationRuns, { audit: "keys" }),
    // Says by itself who was paged and why, and the event that is hashed with it names them.
    tableOf(escalationExecutions, { audit: "keys" }),
  ],
  entities: [chainKind],
  ids: { tier: "tier", run: "run" },
  commands: [
    createChain,
    updateChain,
    chainDeletion.remove,
    chainDeletion.restore,
    fireTier,
    escalateIncident,
    pageByHand,
    startForOpen,
    pageFallback,
  ],
  views: [listChains, getChain, escalationStory, chainEffect, dryRun, pageChannels, pageChoices],
  searches: [chainSearch],
  endpoints: escalationEndpoints,
  reactions: [followIncident, pageAfterLapse, stopDeletedChain, tellOfPagesToCome, tellWhatCameBack],
  parts: [escalationPart],
  listParts: [nextPagePart],
  timers: [tierTimers],
  jobs: [followEdits],
  gauges: [lateness],
  figures: latenessFigures,
  pagedAtOnce,
  guards: {
    "escalation-run"(db, processId, id, waiting) {
      const run = runById(db, processId, id);
      if (!run) return () => "the escalation no longer exists";
      if (run.state === "stopped") return () => `${run.endedWhy ?? "the escalation was stopped"} before it was sent`;
      if (run.chainId === null) return replaced(db, processId, id, waiting);
      // Its runs follow somewhat later where there are many.
      const chain = chainOf(db, run);
      if (!chain) return () => "the chain was deleted before it was sent";
      if (!chain.isActive) return () => "the chain was switched off before it was sent";
      return replaced(db, processId, id, waiting);
    },
  },
});
