import { createChain } from "#packages/escalations/commands.server.ts";
import { escalationStory } from "#packages/escalations/views.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { minute, pagesTo } from "./bad-days.ts";
import { processFixture } from "./fixture.ts";

/** A process with two people who can be paged, and the acts of paging them. Settings as in `processFixture`. */
export function pagingFixture(settings?: object) {
  const on = processFixture({ people: { asha: "operator", ben: "operator" }, settings });
  return Object.assign(on, {
    tier: (afterMinutes: number, userId: string | null = on.asha.id) => ({
      afterMinutes,
      channels: ["email"],
      userId,
    }),
    chain: (tiers: object[], more: object = {}) => on.process.run(createChain, { name: "Chain", tiers, ...more }),
    open: (severity = "SEV1") => on.process.run(createIncident, { title: "Down", severity }),
    story: (id: string) => on.process.view(escalationStory, { id }),
    wait: (minutes: number) => on.time.forward(minutes * minute, on.process),

    /** Who was paged by mail, in order, by name. */
    paged(): string[] {
      const names = new Map([on.asha, on.ben].map(({ email, name }) => [email, name]));
      return pagesTo(on).map((email) => names.get(email) ?? email);
    },

    /** The incident's own events: `action: summary`. */
    async told(id: string): Promise<string[]> {
      const rows = await on.process.sql("SELECT action, summary FROM events WHERE entity_id = ? ORDER BY seq", id);
      return rows.map(({ action, summary }) => `${action}: ${summary}`);
    },
  });
}
