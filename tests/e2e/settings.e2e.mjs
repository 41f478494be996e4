import { once } from "node:events";
import { createServer } from "node:http";
import { assert, hydrated } from "./support.mjs";

export default [
  {
    name: "settings: a test of an address says beside it what came of it",
    async run(ctx) {
      let status = 200;
      const events = [];
      const receiver = createServer(async (request, response) => {
        const text = (await request.toArray()).join("");
        events.push(JSON.parse(text).event);
        response.writeHead(status).end();
      }).listen(0, "127.0.0.1");
      await once(receiver, "listening");
      try {
        const page = await ctx.signIn(ctx.account("admin", "Sanlam"));
        await page.goto("/settings");
        await hydrated(page);
        const test = page.getByRole("button", { name: "Send a test: Webhook address" });
        assert((await test.count()) === 0, "A test is offered of an address that is not saved.");
        await page.getByLabel("Webhook address").fill(`http://127.0.0.1:${receiver.address().port}/in`);
        await page.getByRole("button", { name: "Save settings" }).click();
        await test.click();
        await page.getByText("The test has arrived: the webhook address works.").waitFor();
        status = 400;
        await test.click();
        await page.getByText("The test has not arrived. Refused by the receiver.").waitFor();
        assert(events.join() === "channel.test,channel.test", `The receiver got ${events.join()}.`);
      } finally {
        receiver.close();
      }
    },
  },
];
