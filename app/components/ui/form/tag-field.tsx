import { getInputProps } from "@conform-to/react";
import { useHydrated } from "#app/lib/hydrated.ts";
import { splitTags } from "#packages/core/tags.ts";
import { Input } from "./controls.tsx";
import { Field } from "./field.tsx";
import { type Common, useFrame } from "./form-fields.tsx";
import { useHiddenField } from "./hidden-field.tsx";
import { TagInput } from "./tag-input.tsx";

export type TagFieldProps = Common<string> & { suggestions?: readonly string[] };

/** Sends its tags as one text, apart by commas, which is also how they are typed where no script runs. */
export function TagField({ suggestions = [], help = "Enter or a comma after each.", ...rest }: TagFieldProps) {
  const { meta } = rest;
  const { frame, describedBy } = useFrame({ ...rest, help });
  const { key, ...props } = getInputProps(meta, { type: "text" });
  return (
    <Field {...frame}>
      {useHydrated() ? (
        <Tags
          key={key}
          meta={meta}
          suggestions={suggestions}
          aria-describedby={describedBy}
          aria-invalid={frame.errors ? true : undefined}
        />
      ) : (
        <Input key={key} {...props} aria-describedby={describedBy} autoComplete="off" />
      )}
    </Field>
  );
}

interface TagsProps {
  meta: TagFieldProps["meta"];
  suggestions: readonly string[];
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

function Tags({ meta, ...rest }: TagsProps) {
  const { value, set, input } = useHiddenField(meta);
  return (
    <>
      <TagInput id={meta.id} tags={splitTags(value)} onChange={(tags) => set(tags.join(", "))} {...rest} />
      {input}
    </>
  );
}
