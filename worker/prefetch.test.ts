import { beforeEach, describe, expect, it, vi } from "vitest";
import * as dashboard from "#app/routes/dashboard/index.tsx";
import * as incidents from "#app/routes/incidents/list.tsx";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { TestProcess, type TestUser } from "#tests/support/harness.ts";
import { openPage } from "#tests/support/trips.ts";

const pages: [string, object][] = [["incidents", incidents]];
const ahead = { "sec-purpose": "prefetch;prerender" };

describe("a page that a browser asks for ahead of the click", () => {
  edgeFixture();
  let platform: TestProcess;
  let process: TestProcess;
  beforeEach(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    platform = await TestProcess.platform();
    process = await TestProcess.create();
    await process.run(createIncident, { title: "Down", severity: "SEV4" });
    await process.settle();
  });
  const asked = async (path: string, as: TestUser, headers = {}, tree = pages) => {
    const answer = await openPage(path, tree, as, undefined, headers);
    return { status: answer.status, text: answer.text, kept: answer.headers.get("cache-control") };
  };

  it("is kept by that browser for ten seconds, for the same cookies; nothing else is", async () => {
    const viewer = await process.user("viewer");
    const answer = await openPage("/incidents.data", pages, viewer, undefined, ahead);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, max-age=10"]);
    expect(answer.headers.get("vary")?.toLowerCase()).toContain("cookie");
    expect(answer.text).toContain("Down");
    expect(await asked("/incidents.data", viewer)).toMatchObject({ status: 200, kept: "no-store" });
    expect(await asked("/incidents", viewer, ahead)).toMatchObject({ status: 200, kept: "no-store" });
    await process.run(endSession, { id: viewer.sid }, viewer.caller);
    expect(await asked("/incidents.data", viewer, ahead)).toMatchObject({ kept: "no-store" });
  });

  it("is no visit: what has not been entered is not shown and nothing of it is kept, until the link is pressed", async () => {
    const admin = await platform.user("super_admin", { name: "Sana Super" });
    const visits = async () =>
      (await process.sql("SELECT changes FROM audit WHERE action = 'process.visit'")).filter(({ changes }) =>
        String(changes).includes(admin.sid),
      ).length;
    const one = `/incidents.data?processId=${process.id}`;
    const hovered = await asked(one, admin, ahead);
    expect([hovered.kept, hovered.text.includes("Down"), await visits()]).toEqual(["no-store", false, 0]);
    const board: [string, object][] = [["dashboard", dashboard]];
    const everywhere = await asked("/dashboard.data", admin, ahead, board);
    expect([everywhere.kept, everywhere.text.includes("Down"), await visits()]).toEqual(["no-store", false, 0]);
    const pressed = await asked(one, admin);
    expect([pressed.status, pressed.text.includes("Down"), await visits()]).toEqual([200, true, 1]);
    const again = await asked(one, admin, ahead);
    expect([again.kept, again.text.includes("Down"), await visits()]).toEqual(["private, max-age=10", true, 1]);
  });
});
