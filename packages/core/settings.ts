import { z } from "zod";
import type { HubDb } from "./database.ts";
import type { Json } from "./json.ts";
import { register } from "./register.ts";
import { rowById } from "./rows.ts";
import type { Setting, SettingField } from "./setting.ts";
import { settings } from "./tables.ts";

export interface DeclaredSetting {
  setting: Setting;
  /** The module that has it, as people call it. */
  module: string;
}

let declared: ReadonlyMap<string, DeclaredSetting> | null = null;
let edit: z.ZodType<SettingsEdit> | null = null;

/** New values by key; what is absent stays. */
export type SettingsPatch = Record<string, Json | undefined>;

export interface SettingsEdit extends SettingsPatch {
  /** What is changed as the person saw it: where somebody was faster the change is refused. */
  seen?: Record<string, Json>;
}

/** Called once, by the register of modules. Two settings of one key are a mistake of the release and throw. */
export function declareSettings(all: readonly DeclaredSetting[]): void {
  declared = register(
    "settings",
    all.map((one) => [one.setting.key, one] as const),
  );
  edit = z.strictObject({
    ...Object.fromEntries(all.map(({ setting }) => [setting.key, setting.schema.optional()])),
    seen: z.record(z.string(), z.unknown()).optional(),
  }) as z.ZodType<SettingsEdit>;
}

function loaded<T>(value: T | null): T {
  if (value === null) throw new Error("Settings are asked for before packages/modules.ts was loaded.");
  return value;
}

/** In the order of the modules. */
export const declaredSettings = (): DeclaredSetting[] => [...loaded(declared).values()];

export const settingNamed = (key: string): DeclaredSetting | null => loaded(declared).get(key) ?? null;

export interface SettingFieldOf {
  key: string;
  field: SettingField;
  isSecret: boolean;
}

/** What a form has to know to read what was typed. */
export const settingFields = (): SettingFieldOf[] =>
  declaredSettings()
    .filter(({ setting }) => !setting.planned)
    .map(({ setting: { key, field, secret } }) => ({ key, field, isSecret: secret !== undefined }));

/** Any of the settings, each as its own schema wants it; a name that none has is refused. */
export const settingsEdit = (): z.ZodType<SettingsEdit> => loaded(edit);

/** What a process has chosen, or the default where it has chosen nothing that can be used. */
export function settingOf<T extends Json>(db: HubDb, processId: string, setting: Setting<T>): T {
  if (setting.kept) return setting.kept.read(db, processId);
  const row = rowById(db, settings, processId, setting.key);
  if (!row) return setting.default;
  const parsed = setting.schema.safeParse(setting.secret ? row.secret : row.value);
  return parsed.success ? parsed.data : setting.default;
}
