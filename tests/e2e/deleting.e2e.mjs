import { api, assert, hydrated } from "./support.mjs";

export default [
  {
    name: "what was deleted can be taken back on the page that is left, and its reason is asked for",
    async run({ signIn, account }) {
      const page = await signIn(account("admin", "RDG"));
      const title = "Opened by mistake";
      const made = (await api(page, "POST", "/incidents", { title, severity: "SEV4" })).body.incident;
      await page.goto(`/incidents/${made.number}`);
      await hydrated(page);
      await page.getByRole("button", { name: "Delete" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Why").fill("Twice");
      await dialog.getByRole("button", { name: "Delete" }).click();
      await page.getByText("The incident was deleted.").waitFor();
      assert((await api(page, "GET", `/incidents/${made.number}`)).status === 404, "It was not deleted.");
      assert(new URL(page.url()).search === "", `The address keeps ${new URL(page.url()).search}.`);
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByRole("heading", { name: title, exact: true }).waitFor();
      const back = await api(page, "GET", `/incidents/${made.number}`);
      assert(back.status === 200 && back.body.incident.title === title, "It was not brought back as it was.");
    },
  },
];
