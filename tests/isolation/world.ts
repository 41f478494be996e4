import { platformTag } from "#packages/core/ids.ts";
import { isPlatformRole, type Role } from "#packages/core/permissions.ts";
import { reportDelivery } from "#packages/core/sending/report.server.ts";
import { recordErrors } from "#packages/errors/commands.server.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { newId } from "#packages/ids.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { createView } from "#packages/views/commands.server.ts";
import { enterProcess } from "#packages/visits/commands.server.ts";
import { must, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { finishJobs, startJob, teach, waiting } from "#tests/support/jobs.ts";

/** Makes what a request needs, anew each time, so that no request meets what an earlier one left behind. */
export class World {
  private daysUsed = 0;

  private constructor(
    readonly process: TestProcess,
    readonly member: TestUser,
  ) {}

  static async create(): Promise<World> {
    const process = await TestProcess.create();
    return new World(process, await process.user("operator"));
  }

  async incident(fields: Record<string, unknown> = {}): Promise<{ id: string; version: number }> {
    return this.process.run(createIncident, { title: "Payments are down", severity: "SEV2", ...fields });
  }

  async resolve(id: string): Promise<void> {
    await this.process.run(resolveIncident, { id });
  }

  /** By the member, so that their name is in the log. */
  async acknowledge(id: string): Promise<void> {
    await this.process.run(acknowledgeIncident, { id }, this.member.caller);
  }

  async chain(fields: Record<string, unknown> = {}): Promise<{ id: string }> {
    const tiers = [{ afterMinutes: 60, channels: ["in_app"], userId: this.member.id }];
    return this.process.run(createChain, { name: "Everyone", tiers, ...fields });
  }

  /** A date that nobody holds yet. */
  freeDate(): string {
    this.daysUsed += 1;
    return new Date(Date.UTC(2090, 0, this.daysUsed)).toISOString().slice(0, 10);
  }

  async onCall(): Promise<{ id: string }> {
    return this.process.run(createOnCall, { userId: this.member.id, role: "primary", date: this.freeDate() });
  }

  async bouncedDelivery(): Promise<{ id: string }> {
    await this.incident();
    await this.process.settle();
    const [row] = await this.process.sql<{ id: string }>(
      "SELECT id FROM deliveries WHERE state = 'sent' AND channel = 'email' ORDER BY id DESC LIMIT 1",
    );
    if (!row) throw new Error("No mail was sent, so none can bounce.");
    must(await this.process.tryRun(reportDelivery, { id: row.id, state: "bounced", detail: null }));
    return row;
  }

  /** Shared, of the member unless it says whose. Of a visitor there is none. */
  async sharedView(owner: TestUser = this.member): Promise<string> {
    this.daysUsed += 1;
    const input = { name: `View ${this.daysUsed}`, page: "incidents", shared: true };
    const { caller } = isPlatformRole(owner.role) ? this.member : owner;
    return (await this.process.run(createView, input, caller)).id;
  }

  async visit(): Promise<string> {
    const sid = newId("session", Date.now(), platformTag);
    const visitor = { kind: "entering", userId: "usr_visitor", sid, name: "Vic", role: "super_admin" } as const;
    return (await this.process.run(enterProcess, { sid }, visitor)).id;
  }

  async settingChange(): Promise<string> {
    await this.process.run(updateProcess, { digestHour: 8 });
    await this.process.run(updateProcess, { digestHour: 7 });
    const [row] = await this.process.sql<{ id: string }>("SELECT id FROM setting_changes ORDER BY rev DESC LIMIT 1");
    return row?.id ?? "";
  }

  async job(): Promise<string> {
    const known = await this.process.inside(({ engine }) => engine.hub.ownJobs.has(waiting.name));
    if (!known) await teach(this.process, waiting);
    const id = await startJob(this.process, waiting.name);
    await finishJobs(this.process);
    return id;
  }

  /** Of the platform, which keeps the errors of all. */
  async error(): Promise<string> {
    const id = "err_one";
    const sample = { message: "Boom", stack: null, where: null, requestId: null, processId: null, userId: null };
    const report = { id, kind: "view.broke", release: "test", count: 1, firstAt: 1, lastAt: Date.now(), sample };
    const platform = await TestProcess.platform();
    await platform.run(recordErrors, { reports: [report], dropped: 0 });
    return id;
  }

  /** Of this process, or of the platform where the role is held there only. */
  async person(role: Role): Promise<TestUser> {
    const process = isPlatformRole(role) ? await TestProcess.platform() : this.process;
    return process.user(role);
  }

  /** Grows with every change: equal before and after means that nothing changed. What was begun has come to rest. */
  async rev(): Promise<number> {
    await finishJobs(this.process);
    return (await this.process.hub.health()).rev;
  }
}
