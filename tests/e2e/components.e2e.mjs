import { assert, expectNoSidewaysScroll, expectNoViolations, hydrated, settled } from "./support.mjs";

/** A part of the gallery, without a session: /kit is outside of the shell. */
async function open(ctx, part, options) {
  const page = await ctx.newPage(options);
  await page.goto(`/kit/${part}`);
  await hydrated(page);
  return page;
}

/** Both widths and both themes, with whatever is open now. */
async function look(ctx, page, where) {
  for (const size of ["wide", "narrow"]) {
    await ctx.resize(page, size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await ctx.screenshot(page, `${where}-${size}-${colorScheme}`.replaceAll(" ", "-"));
      await expectNoSidewaysScroll(page, `${where}, ${size}`);
      await expectNoViolations(page, `${where}, ${size}, ${colorScheme}`, colorScheme === "light" ? "all" : "colours");
    }
  }
  await ctx.resize(page, "wide");
}

/** Until the focus is on the element that a person would call this; it never stays on the page itself. */
async function expectFocus(page, name, after) {
  const isThere = (wanted) => {
    const { activeElement } = document;
    const words = activeElement.getAttribute("aria-label") ?? activeElement.textContent;
    return activeElement !== document.body && words.startsWith(wanted);
  };
  await page.waitForFunction(isThere, name, { timeout: 10_000 }).catch(async () => {
    const where = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));
    throw new Error(`${after} left the focus on ${where}, not on “${name}”.`);
  });
}

export default [
  {
    name: "components: a dialog that can't be fetched says so, and what was typed beside it stays",
    async run(ctx) {
      const page = await ctx.newPage();
      await page.route(/dialog-window/, (route) => route.abort());
      await page.goto("/kit/overlays");
      await hydrated(page);
      const opener = page.getByRole("button", { name: "Open a form" });
      await opener.click();
      await page.getByText("it could not be fetched").waitFor();
      await page.unroute(/dialog-window/);
      await page.reload();
      await hydrated(page);
      await opener.click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "components: a dialog asks before text is lost, gives the focus back, and is accessible while open",
    async run(ctx) {
      const page = await open(ctx, "overlays");
      const dialog = page.getByRole("dialog");
      await page.getByRole("button", { name: "Open a form" }).click();
      await dialog.getByLabel("Why").pressSequentially("Wrong process");
      await look(ctx, page, "a form in a dialog");
      await page.keyboard.press("Escape");
      await dialog.getByText("You have text that is not saved.").waitFor();
      await look(ctx, page, "the question in a dialog");
      await page.keyboard.press("Enter");
      assert((await dialog.getByLabel("Why").inputValue()) === "Wrong process", "Keeping it lost the text.");
      await page.keyboard.press("Escape");
      await dialog.getByRole("button", { name: "Discard it" }).click();
      await dialog.waitFor({ state: "detached" });
      await expectFocus(page, "Open a form", "Discarding");
    },
  },
  {
    name: "components: single keys act on the page only, a sequence is completed or nothing, and they can be switched off",
    async run(ctx) {
      const page = await open(ctx, "overlays");
      const log = page.getByRole("log", { name: "Pressed" });
      const press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const expectPressed = async (words, when) => {
        await settled(page);
        assert((await log.textContent()) === words, `${when}: “${await log.textContent()}”, not “${words}”.`);
      };
      await press("x", "g", "x", "g", "q", "Shift+X", "Control+y");
      await expectPressed("x, g x, mod+y", "On the page");
      await press("g", "q", "x");
      await expectPressed("x, g x, mod+y, x", "After a sequence that is none");

      await page.getByRole("button", { name: "Menu" }).click();
      await page.getByRole("menuitem", { name: "Edit" }).waitFor();
      await press("x", "g", "x");
      await press("Escape");
      await page.getByRole("button", { name: "Status" }).click();
      await page.getByRole("button", { name: "The first of Status" }).focus();
      await press("x", "Escape");
      await page.getByRole("button", { name: "Open a form" }).click();
      await page.getByLabel("Why").waitFor();
      await page.getByRole("button", { name: "Close" }).focus();
      await press("x", "Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expectPressed("x, g x, mod+y, x", "In a menu, a popover and a dialog");

      const keys = page.getByRole("switch", { name: "Shortcuts of a single key" });
      await keys.uncheck();
      await press("x", "g", "x", "Control+y");
      await expectPressed("x, g x, mod+y, x, mod+y", "Switched off");
      await page.reload();
      await hydrated(page);
      await press("x");
      await expectPressed("Nothing yet", "Switched off and loaded again");
      await keys.check();
      await press("x");
      await expectPressed("x", "Switched on again");
    },
  },
  {
    name: "components: a popover stays in the window, gives the focus back, and closes when the focus goes on",
    async run(ctx) {
      const page = await open(ctx, "overlays");
      const panels = page.locator("[popover]:popover-open");
      const expectClosed = async (how) => {
        await page.waitForFunction(() => document.querySelector("[popover]:popover-open") === null, null, {
          timeout: 5_000,
        });
        assert((await panels.count()) === 0, `Open after ${how}.`);
      };
      for (const [width, height] of [
        [1280, 800],
        [640, 500],
        [390, 844],
      ]) {
        await page.setViewportSize({ width, height });
        for (const name of ["Status", "Severity", "Source"]) {
          await page.getByRole("button", { name, exact: true }).click();
          const { x, y, width: wide, height: high } = await panels.boundingBox();
          const inside = x >= 0 && x + wide <= width && y >= 0 && y + high <= height;
          assert(inside, `${name} at ${width} px lies at ${x}, ${y}, and is ${wide} × ${high}.`);
          await expectNoSidewaysScroll(page, `${name} open at ${width} px`);
          await page.keyboard.press("Escape");
          await expectClosed("Escape");
        }
      }
      await ctx.resize(page, "wide");
      const button = page.getByRole("button", { name: "Severity", exact: true });
      await button.press("Enter");
      await page.keyboard.press("Tab");
      await expectFocus(page, "The first of Severity", "Tab");
      await look(ctx, page, "a popover");
      await page.keyboard.press("Escape");
      await expectClosed("Escape");
      await expectFocus(page, "Severity", "Escape");

      await button.press("Enter");
      for (let n = 0; n < 3; n++) await page.keyboard.press("Tab");
      await expectClosed("Tab beyond its end");
      await expectFocus(page, "Source", "Tab beyond the end");

      await page.getByRole("button", { name: "Open a form" }).click();
      await page.getByRole("button", { name: "Help" }).click();
      await page.keyboard.press("Escape");
      await expectClosed("Escape in a dialog");
      assert(await page.getByRole("dialog").isVisible(), "Escape closed the dialog with the panel.");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });

      await page.goto("/kit/lists");
      await hydrated(page);
      await page.getByRole("button", { name: /^Order/ }).click();
      await page.getByRole("link", { name: "Resolved" }).click();
      await page.waitForURL(/sort=resolved/);
      await expectClosed("a choice of one");
      await expectFocus(page, "Order", "A choice");
    },
  },
  {
    name: "components: one toast at a time; it waits while it is read, a refusal stays, and dismissing gives the focus back",
    async run(ctx) {
      const page = await ctx.newPage();
      await page.clock.install();
      await page.goto("/kit/overlays");
      await hydrated(page);
      const [saved, refused, undoable] = ["Saved", "Refused", "With undo"].map((name) =>
        page.getByRole("button", { name, exact: true }),
      );
      const shown = page.locator("[data-toasts] p");
      const expectShown = async (words, when) => {
        await settled(page);
        const now = (await shown.allTextContents()).join(" | ");
        assert(now === words, `${when}: “${now}”, not “${words}”.`);
      };
      await saved.press("Enter");
      await page.getByRole("status").getByText("The chain is saved.").waitFor();
      await page.clock.runFor(5_000);
      await shown.hover();
      await page.clock.runFor(60_000);
      await expectShown("The chain is saved.", "While it is pointed at");
      await page.mouse.move(5, 5);
      await page.clock.runFor(6_500);
      await expectShown("", "After its time");

      await refused.press("Enter");
      await page.getByRole("alert").getByText("Somebody else has acknowledged it.").waitFor();
      await saved.press("Enter");
      await expectShown("The chain is saved.", "The newest");
      await page.clock.runFor(6_500);
      await page.clock.runFor(60_000);
      await expectShown("Somebody else has acknowledged it.", "A refusal, later");
      await page.clock.resume();
      await look(ctx, page, "a refusal in a toast");
      await page.getByRole("button", { name: "Dismiss" }).focus();
      await page.keyboard.press("Enter");
      await expectFocus(page, "Saved", "Dismissing a toast");
      await expectShown("", "Dismissed");

      await undoable.press("Enter");
      await look(ctx, page, "a toast with undo");
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await page.getByText("It is on.").waitFor();
    },
  },
  {
    name: "components: what is wrong is told in its field, what has no field above the form, and both without a script",
    async run(ctx) {
      for (const javaScriptEnabled of [false, true]) {
        const page = await ctx.newPage({ javaScriptEnabled });
        await page.goto("/kit/forms?wrong");
        const alert = page.getByRole("alert").filter({ hasText: "Somebody else changed it" });
        await alert.getByText("squad: At most 80 characters.").waitFor();
        for (const told of ["Write what", "A tag has", "Choose who"]) {
          const count = await page.getByText(told).count();
          assert(count === 1, `“${told}…” is told ${count} times.`);
        }
        assert(!(await alert.textContent()).includes("A tag has"), "An error of a field is told above the form, too.");
        const { y } = await alert.boundingBox();
        assert(y < (await page.getByLabel("Title").boundingBox()).y, "What is wrong with the form is not above it.");
      }
    },
  },
  {
    name: "components: tags are cleaned as they are typed, taken off, and sent as one text",
    async run(ctx) {
      const page = await open(ctx, "forms");
      const field = page.getByRole("combobox", { name: "Tags" });
      await field.pressSequentially("#VIP Client,sms & co,vip-client,");
      await field.pressSequentially("cards");
      await field.press("Enter");
      await field.pressSequentially("last one");
      await page.getByRole("button", { name: "Remove sms-co" }).click();
      await look(ctx, page, "a field of tags");
      await page.getByRole("button", { name: "Send" }).click();
      await page.waitForURL(/tags=/);
      const sent = new URL(page.url()).searchParams.getAll("tags");
      assert(sent.join("|") === "vip-client, cards, last-one", `Sent: ${sent.join("|")}.`);
      await field.focus();
      await field.press("Backspace");
      assert(
        (await page.getByRole("button", { name: "Remove last-one" }).count()) === 0,
        "Backspace took nothing off.",
      );
    },
  },
  {
    name: "components: a choice of many is found by typing, leaving it chooses nothing, and it is sent; Markdown is previewed",
    async run(ctx) {
      const page = await open(ctx, "forms");
      const field = page.getByRole("combobox", { name: "Zone" });
      await page.locator("input[name=zone]").waitFor({ state: "attached" });
      await field.click();
      await field.fill("ber");
      const options = page.getByRole("listbox", { name: "Choices" }).getByRole("option");
      await options.getByText("Europe/Berlin").waitFor();
      assert((await options.count()) === 1, "Typing leaves more than what fits.");
      await look(ctx, page, "a choice of many");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      assert((await field.inputValue()) === "Europe/Berlin", `The field says ${await field.inputValue()}.`);
      await field.fill("Tok");
      await page.keyboard.press("Escape");
      assert((await field.inputValue()) === "Europe/Berlin", `After Escape it says ${await field.inputValue()}.`);
      await field.fill("nothing of the kind");
      await page.getByText("Nothing is called that.").waitFor();
      await page.getByLabel("Title").click();
      assert((await field.inputValue()) === "Europe/Berlin", `After leaving it says ${await field.inputValue()}.`);

      const text = page.getByLabel("Description");
      await text.fill("**Down** since <b>14:05</b>");
      await page.getByRole("button", { name: "Preview" }).click();
      const preview = page.getByRole("region", { name: "Preview" });
      await preview.locator("strong", { hasText: "Down" }).waitFor();
      await preview.getByText("<b>14:05</b>").waitFor();
      await look(ctx, page, "a preview of Markdown");
      await page.getByRole("button", { name: "Write" }).click();
      assert((await text.inputValue()).startsWith("**Down**"), "The preview lost the text.");
      await page.getByRole("button", { name: "Send" }).click();
      await page.waitForURL(/zone=/);
      const sent = new URL(page.url()).searchParams;
      assert(sent.getAll("zone").join() === "Europe/Berlin", `Sent: ${sent.getAll("zone")}.`);
      assert(sent.get("startsAtZone") === "Africa/Johannesburg", "A time was sent without its zone.");

      const phone = await ctx.newPage({ size: "narrow", hasTouch: true, isMobile: true });
      await phone.goto("/kit/forms");
      await hydrated(phone);
      await settled(phone);
      assert((await phone.locator("select[name=zone]").count()) === 1, "A phone has not its own list.");
    },
  },
  {
    name: "components: a tooltip is there for the pointer and the keyboard, and Escape takes it away",
    async run(ctx) {
      const page = await open(ctx, "overlays");
      const tip = page.getByRole("tooltip");
      const button = page.getByRole("button", { name: "Next alert" });
      await button.hover();
      await tip.waitFor();
      await look(ctx, page, "a tooltip");
      await page.mouse.move(2, 2);
      await tip.waitFor({ state: "hidden" });
      await button.focus();
      await tip.waitFor();
      const says = await button.evaluate(
        (one) => document.getElementById(one.getAttribute("aria-describedby")).textContent,
      );
      assert(says.includes("by e-mail"), `The button is described as “${says}”.`);
      await page.keyboard.press("Escape");
      await tip.waitFor({ state: "hidden" });
    },
  },
];
