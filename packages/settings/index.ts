import { toIso } from "#packages/core/clock.ts";
import { endpoint, mapped, type ProcessDoor } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { defineModule } from "#packages/core/module.ts";
import { addressWords, shownAddress } from "#packages/core/secret-address.ts";
import { spanning } from "#packages/core/spanning.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { settingChanges, settings } from "#packages/core/tables.ts";
import { rollBackSetting } from "./commands.server.ts";
import { ListChanges, RollBack } from "./inputs.ts";
import { describeSettings, listChanges, type SettingChange } from "./views.server.ts";

const tag = "Settings";

const endpoints = [
  endpoint({
    method: "get",
    path: "/settings/history",
    tag,
    summary: "Who changed which setting of the process, from what to what, newest first",
    permission: "processes.view",
    query: ListChanges,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListChanges, api.query);
      if (!filter.ok) return filter;
      const answer = ({ at, field: _field, ...item }: SettingChange) => ({ ...item, at: toIso(at) });
      const page = (door: ProcessDoor) => door.view(listChanges, filter.value);
      // Across processes the latest of each.
      if (api.processId === null)
        return spanning(api, async (door) => mapped(await page(door), ({ items }) => items.map(answer)));
      return mapped(await page(api), ({ items, nextCursor }) => ({ items: items.map(answer), nextCursor }));
    },
  }),
  endpoint({
    method: "post",
    path: "/settings/rollback",
    tag,
    summary: "Set one setting to what it was before a change",
    description: "A credential is not kept in the history and can't be set back; `conflict` says so.",
    permission: "processes.edit",
    body: RollBack,
    status: 200,
    handle: (api, body) => api.execute(rollBackSetting, body),
  }),
];

/** What a process's admins choose. The settings themselves are the modules' (`settings.ts` of each). */
export const settingsModule = defineModule({
  name: "settings",
  label: "Settings",
  tables: [
    tableOf(settings, { secret: { secret: (address) => addressWords(shownAddress(String(address))) } }),
    // The settings' own changes are in the audit log.
    tableOf(settingChanges, { audit: "none" }),
  ],
  ids: { setting_change: "stc" },
  commands: [rollBackSetting],
  views: [describeSettings, listChanges],
  endpoints,
});
