import { RelativeTime } from "#app/components/ui/time.tsx";
import type { SettingAnswer } from "#packages/settings/views.server.ts";
import { valueWords } from "./setting-text.ts";

/** What a setting does, what it is by default, and who changed it last. */
export function SettingNote({ setting }: { setting: SettingAnswer }) {
  const { help, field, changed, isSecret } = setting;
  const hasDefault = !isSecret && setting.default !== "";
  return (
    <>
      {help}
      {hasDefault && ` By default: ${valueWords(field, setting.default)}.`}
      {changed && (
        <>
          {" "}
          Changed by {changed.byName}, <RelativeTime at={changed.at} />.
        </>
      )}
    </>
  );
}
