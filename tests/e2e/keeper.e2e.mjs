import { api, assert, hydrated } from "./support.mjs";

const isAct = (request) => request.method() !== "GET" && /\.data(\?|$)/.test(request.url());

/** What is sent next comes to this instead of its answer. */
async function once(page, act) {
  let done = false;
  await page.route("**/*.data*", async (route) => {
    if (done || !isAct(route.request())) return route.fallback();
    done = true;
    await act(route);
  });
}

const lose = async (route) => {
  await route.fetch();
  await route.abort("connectionreset");
};

const newIncident = {
  name: "new incident",
  open: async (page) => {
    await page.goto("/incidents/new");
    await hydrated(page);
  },
  field: (page) => page.getByLabel("Title"),
  async fill(page, text) {
    await page.getByRole("radio", { name: /SEV4 / }).check({ force: true });
    await page.getByLabel("Title").fill(text);
  },
  button: (page) => page.getByRole("button", { name: "Create incident" }),
  arrived: (page) => page.waitForURL(/\/incidents\/[A-Z]+-\d+/),
  async count(page, text) {
    const { body } = await api(page, "GET", `/incidents?q=${encodeURIComponent(text)}`);
    return body.items.filter(({ title }) => title === text).length;
  },
};

export default [
  {
    name: "keeper: a form whose request fails keeps its text and is saved once",
    async run({ signIn, account }) {
      const page = await signIn(account("operator", "Ignite"));
      for (const form of [newIncident]) {
        const lost = `Keeper ${form.name} lost`;
        await form.open(page);
        await form.fill(page, lost);
        await once(page, lose);
        await form.button(page).click();
        await page.getByText(/No answer came/).waitFor();
        assert((await form.field(page).inputValue()) === lost, `${form.name}: the text was lost.`);
        await form.arrived(page);
        const found = await form.count(page, lost);
        assert(found === 1, `${form.name}: saved ${found} times.`);
      }
    },
  },
  {
    name: "keeper: where nothing can be kept on the device, leaving a form says that its text is lost",
    async run({ signIn, account }) {
      const page = await signIn(account("operator", "Ignite"));
      const leave = async () => {
        await newIncident.open(page);
        await newIncident.fill(page, "Nowhere else");
        // A draft is written once the typing has paused.
        await page.waitForTimeout(500);
        await page.getByRole("link", { name: "Dashboard" }).first().click();
      };
      await leave();
      await page.getByText(/stays on this device as a draft/).waitFor();
      await page.getByRole("button", { name: "Keep writing" }).click();
      await page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException("There is no room left.", "QuotaExceededError");
        };
      });
      page.on("dialog", (dialog) => dialog.accept());
      await leave();
      await page.getByText(/is lost when you leave/).waitFor();
      await page.getByRole("button", { name: "Leave and lose it" }).click();
      await page.waitForURL(/\/dashboard/);
    },
  },
];
