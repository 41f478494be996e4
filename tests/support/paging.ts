import { createChain } from "#packages/escalations/commands.server.ts";
import { escalationStory } from "#packages/escalations/views.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { minute, pagesTo, TestClock } from "./bad-days.ts";
import { TestProcess, type TestUser } from "./harness.ts";
import { FakeResend } from "./mail.ts";

/** A process with two people who can be paged, a clock and a mail service; no reminders unless a test asks for them. */
export class Paging {
  private constructor(
    readonly time: TestClock,
    readonly resend: FakeResend,
    readonly process: TestProcess,
    readonly asha: TestUser,
    readonly ben: TestUser,
  ) {}

  static async begin(): Promise<Paging> {
    const time = new TestClock();
    const resend = new FakeResend().install();
    const process = await TestProcess.create();
    await process.run(updateProcess, { unattendedMinutes: 0 });
    const asha = await process.user("operator", { name: "Asha" });
    const ben = await process.user("operator", { name: "Ben" });
    return new Paging(time, resend, process, asha, ben);
  }

  tier = (afterMinutes: number, userId: string | null = this.asha.id) => ({
    afterMinutes,
    channels: ["email"],
    userId,
  });
  chain = (tiers: object[], more: object = {}) => this.process.run(createChain, { name: "Chain", tiers, ...more });
  open = (severity = "SEV1") => this.process.run(createIncident, { title: "Down", severity });
  story = (id: string) => this.process.view(escalationStory, { id });
  wait = (minutes: number) => this.time.forward(minutes * minute, this.process);

  /** Who was paged by mail, in order, by name. */
  paged(): string[] {
    const names = new Map([this.asha, this.ben].map(({ email, name }) => [email, name]));
    return pagesTo(this.resend, this.process).map((email) => names.get(email) ?? email);
  }

  /** The incident's own events: `action: summary`. */
  async told(id: string): Promise<string[]> {
    const rows = await this.process.sql("SELECT action, summary FROM events WHERE entity_id = ? ORDER BY seq", id);
    return rows.map(({ action, summary }) => `${action}: ${summary}`);
  }
}
