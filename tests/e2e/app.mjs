import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stop } from "../../scripts/lib/log.mjs";
import { bin } from "../../scripts/lib/paths.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { run } from "../../scripts/lib/proc.mjs";
import { migrate, seed, startServer } from "../../scripts/lib/server.mjs";
import { createFakeResend } from "../support/fake-resend.mjs";

/**
 * The app as a user starts it, with empty data in a folder that goes away with it, settings of its own instead of
 * .dev.vars (which may hold a real mail key), and a fake Resend to send to. `log()` is what it printed.
 */
export async function startApp() {
  const build = await run(bin("node"), ["scripts/build.mjs"]);
  if (!build.ok) throw new Stop("The build failed (see above), so there is nothing to test in a browser.");
  const dataDir = mkdtempSync(join(tmpdir(), "d2c-e2e-"));
  process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }));
  const envFile = join(dataDir, "vars");
  const secret = () => randomBytes(32).toString("hex");
  writeFileSync(envFile, `SESSION_SECRET=${secret()}\nPASSWORD_SECRET=${secret()}\n`);
  await migrate(dataDir);
  const mail = await createFakeResend();
  const demoToken = randomBytes(16).toString("hex");
  const lines = [];
  const vars = { DEMO: "1", DEMO_TOKEN: demoToken, RESEND_API_KEY: "re_test", RESEND_BASE_URL: mail.url };
  const server = await startServer({
    port: await freePort(),
    dataDir,
    envFile,
    vars,
    onLine: (line) => lines.push(line),
  });
  const { accounts } = await seed(server.url, demoToken);
  return {
    server,
    mail,
    accounts,
    log: () => lines.join("\n"),
    async stop() {
      await server.stop();
      await mail.close();
    },
  };
}
