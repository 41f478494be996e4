import { afterEach, describe, expect, it } from "vitest";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { incidentSearch } from "#packages/incidents/search.ts";
import { kill } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { must } from "#tests/support/harness.ts";

const many = 2_000;

describe("a search index that changes between two releases", () => {
  const on = processFixture({ settings: {} });
  afterEach(() => void Object.assign(incidentSearch, { text, version }));
  const { text, version } = incidentSearch;

  const open = (title: string) => on.process.run(createIncident, { title, severity: "SEV4" });

  /** As many incidents as a busy year has, made of one. */
  async function fill(): Promise<void> {
    const { id } = await open("Card payments fail");
    await on.process.inside((_hub, { storage: { sql } }) => {
      const names = sql.exec("SELECT * FROM incidents LIMIT 1").columnNames.map((name) => `"${name}"`);
      const copied = names.map((name) => (name === '"id"' ? "'inc_' || value" : name === '"number"' ? "value" : name));
      sql.exec(
        `WITH RECURSIVE numbers (value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM numbers WHERE value < ?)
         INSERT INTO incidents (${names}) SELECT ${copied} FROM incidents, numbers WHERE id = ?`,
        many,
        id,
      );
      sql.exec("UPDATE counters SET value = ? WHERE id = 'incidents'", many);
    });
  }
  const indexed = async (word: string): Promise<number> => {
    const [row] = await on.process.sql<{ n: number }>("SELECT count(*) AS n FROM search WHERE search MATCH ?", word);
    return row?.n ?? 0;
  };
  /** A new release: the hub begins anew with what its modules say now. */
  async function release(changes: Partial<typeof incidentSearch>): Promise<void> {
    Object.assign(incidentSearch, changes);
    await kill(on.process);
  }
  async function untilFilled(): Promise<number> {
    for (let turns = 1; ; turns += 1) {
      expect(turns).toBeLessThan(50);
      await on.process.alarm();
      const [left] = await on.process.sql("SELECT value FROM hub_meta WHERE key = 'search:incidents:refill'");
      if (left?.value === "") return turns;
    }
  }

  it("takes no command down, and is filled in turns while commands go on, none lost or doubled", async () => {
    await fill();
    await release({
      version: version + 1,
      text: (db, row) => ({ ...text(db, row), discussion: `customer${row.number}` }),
    });
    // At once, before anything is filled: a new row and an old one.
    const made = must(await on.process.tryRun(createIncident, { title: "Opened meanwhile", severity: "SEV4" }));
    must(await on.process.tryRun(updateIncident, { id: "inc_1500", title: "Changed meanwhile" }));
    await on.process.alarm();
    expect(await indexed("payments")).toBeLessThan(many / 2);
    // It goes on where it was when the hub dies in between.
    await kill(on.process);
    must(await on.process.tryRun(updateIncident, { id: "inc_1999", title: "Changed after the crash" }));
    const turns = await untilFilled();
    expect(turns).toBeGreaterThan(5);
    expect(await indexed("payments OR meanwhile OR crash")).toBe(many + 1);
    expect(await indexed("meanwhile")).toBe(2);
    expect(await indexed("customer1500")).toBe(1);
    expect(await indexed(`customer${many + 1}`)).toBe(1);
    expect(made.number).toContain(`-${many + 1}`);
    // And then it rests.
    await on.process.settle();
    for (let others = 0; others < 5; others += 1) await on.process.alarm();
    expect(await on.process.inside((_hub, { storage }) => storage.getAlarm())).toBeGreaterThan(on.time.now);
  });

  it("is not filled anew by a hub that starts with the same one, nor by an empty one", async () => {
    const [before] = await on.process.sql("SELECT value FROM hub_meta WHERE key = 'search:incidents:refill'");
    expect(before?.value).toBe("");
    await open("Only one");
    await kill(on.process);
    const [after] = await on.process.sql("SELECT value FROM hub_meta WHERE key = 'search:incidents:refill'");
    expect(after?.value).toBe("");
    expect(await indexed("only")).toBe(1);
  });
});
