import { command } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { settingNamed } from "#packages/core/settings.ts";
import { settingChanges } from "#packages/core/tables.ts";
import { changeSettings } from "./change.server.ts";
import { RollBack } from "./inputs.ts";

/** One setting as it was before a change: a change of its own, by whoever goes back. */
export const rollBackSetting = command({
  name: "settings.rollBack",
  permission: "processes.edit",
  audit: {
    action: "process.roll_back",
    words: "took the settings of … back",
    entity: "process",
    about: ({ changeId }) => ({ refs: [], detail: { change: changeId } }),
  },
  input: RollBack,
  run(ctx, { changeId }) {
    const change = rowById(ctx.db, settingChanges, ctx.processId, changeId);
    const declared = change && settingNamed(change.key);
    if (!change || !declared) return refuse(errors.notFound("The change"));
    const { key, label, secret, schema } = declared.setting;
    if (secret)
      return refuse(errors.conflict(`What ${label} was is not kept, as it is a credential. Write it once more.`));
    const before = schema.safeParse(change.before);
    if (!before.success)
      return refuse(errors.conflict(`${label} can't be set any more to what it was. Choose another value.`));
    const refusal = changeSettings(ctx, { [key]: before.data });
    return refusal ? refuse(refusal) : ok({ key, value: before.data });
  },
});
