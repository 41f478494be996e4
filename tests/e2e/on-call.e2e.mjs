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
    },
  },
];
