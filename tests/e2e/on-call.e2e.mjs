import { api, assert, hydrated } from "./support.mjs";

const primaries = async (page) => {
  const { body } = await api(page, "GET", "/on-call");
  return new Map(body.items.filter(({ role }) => role === "primary").map(({ date, name }) => [date, name]));
};

export default [
  {
    name: "somebody is put on call for days in one form, and replaced in it, with a script and without one",
    async run({ signIn, account }) {
      const manager = account("manager", "MBA");
      const page = await signIn(manager);
      await page.goto("/on-call");
      await hydrated(page);
      const before = await primaries(page);
      const [today, holder] = [...before][0];
      const people = (await api(page, "GET", "/users")).body.items;
      const other = people.find(({ name, role }) => name !== holder && role.includes("operator"));
      await page
        .getByRole("link", { name: new RegExp(`^${holder}, primary on`) })
        .first()
        .click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Person").selectOption(other.id);
      await dialog.getByRole("button", { name: "Replace" }).click();
      await page.waitForURL(/\/on-call\??$/);
      assert((await primaries(page)).get(today) === other.name, "The primary of today was not replaced.");

      const plain = await signIn(manager, { javaScriptEnabled: false });
      await plain.goto("/on-call/new?role=primary");
      assert((await plain.getByText(`${other.name} is primary on`).count()) > 0, "Without a script there is no form.");
      await plain.getByLabel("Person").selectOption(people.find(({ name }) => name === holder).id);
      await plain.getByRole("button", { name: "Replace" }).click();
      await plain.waitForURL(/\/on-call\??$/);
      assert((await primaries(page)).get(today) === holder, "Without a script nobody was replaced.");

      await page.goto("/on-call/new?role=primary");
      await hydrated(page);
      const asked = page.getByRole("dialog");
      await asked.getByLabel("Person").selectOption(other.id);
      await asked
        .getByRole("button", { name: "Cancel" })
        .or(asked.getByRole("link", { name: "Cancel" }))
        .click();
      await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Leave" }).click();
      await page.waitForURL(/\/on-call\??$/);
      await page.goto("/on-call/new?role=backup");
      await hydrated(page);
      await asked.waitFor();
      assert(
        (await page.getByText(/^Draft of/).count()) === 0,
        "What was begun for the primary is offered for the backup.",
      );
      await page.goto("/on-call/new?role=primary");
      await page.getByText(/^Draft of/).waitFor();
      await page.getByRole("button", { name: "Discard" }).click();
      await asked.getByText("Take off call instead").click();
      await asked.getByRole("button", { name: "Take off call" }).click();
      await page.getByText("Taken off call. Nobody else was put there.").waitFor();
      assert((await primaries(page)).get(today) === undefined, "The primary of today was not taken off.");
      const entry = { userId: people.find(({ name }) => name === holder).id, role: "primary", date: today };
      assert((await api(page, "POST", "/on-call", entry)).status === 201, "Nobody could be put back.");
    },
  },
];
