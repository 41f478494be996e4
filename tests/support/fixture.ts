import { afterEach, beforeEach, type MockInstance, vi } from "vitest";
import { isPlatformRole, type Role } from "#packages/core/permissions.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { TestClock } from "./bad-days.ts";
import { env } from "./env.ts";
import { bindings, TestProcess, type TestUser } from "./harness.ts";
import { FakeResend } from "./mail.ts";

interface Edge {
  resend: FakeResend;
  /** What was said with `console.error`. */
  errorLog: MockInstance<typeof console.error>;
}

/**
 * Before each test: a fake mail service and a silent console, both of which remember. After it, no spy is left.
 * The object's properties are new for each test: read them in tests and hooks, not while the file loads.
 */
export function edgeFixture(): Edge {
  // Filled before each test.
  const on = {} as Edge;
  beforeEach(() => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    on.errorLog = vi.spyOn(console, "error").mockImplementation(() => {});
    on.resend = new FakeResend().install();
  });
  afterEach(() => {
    bindings.current = () => env;
    vi.restoreAllMocks();
  });
  return on;
}

interface Setting extends Edge {
  time: TestClock;
  platform: TestProcess;
  process: TestProcess;
}

interface Wanted<Name extends string> {
  /** Who there is: `{ asha: "operator" }` makes `on.asha`, named Asha. Super admins are made on the platform. */
  people?: Record<Name, Role>;
  /** Default: no reminders of incidents that nobody has. `{}` leaves the settings of a new process. */
  settings?: object;
  /** Runs before the process is made. */
  before?: () => unknown;
  /** "real": alarms ring by themselves. Otherwise a clock that stands still, as `time`. */
  clock?: "real" | "stands";
}

type With<Part, Name extends string> = Part & Record<Name, TestUser>;

/** `edgeFixture`, and before each test a process of its own, the platform, and people with sessions. */
export function processFixture<Name extends string = never>(
  wanted: Wanted<Name> & { clock: "real" },
): With<Omit<Setting, "time">, Name>;
export function processFixture<Name extends string = never>(
  wanted?: Wanted<Name> & { clock?: "stands" },
): With<Setting, Name>;
export function processFixture<Name extends string = never>(wanted: Wanted<Name> = {}): With<Setting, Name> {
  // Filled before each test.
  const on = edgeFixture() as With<Setting, Name>;
  const { people = {}, settings = { unattendedMinutes: 0 }, before, clock } = wanted;
  beforeEach(async () => {
    await before?.();
    if (clock !== "real") on.time = new TestClock();
    on.platform = await TestProcess.platform();
    on.process = await TestProcess.create();
    if (Object.keys(settings).length > 0) await on.process.run(updateProcess, settings);
    for (const [key, role] of Object.entries<Role>(people)) {
      const home = isPlatformRole(role) ? on.platform : on.process;
      const name = key.charAt(0).toUpperCase() + key.slice(1);
      Object.assign(on, { [key]: await home.user(role, { name }) });
    }
  });
  return on;
}
