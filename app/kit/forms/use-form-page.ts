import { type DefaultValue, parse, useForm } from "@conform-to/react";
import { useActionData, useLocation, useNavigation, useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import type { FormOfErrors } from "#app/components/ui/form/form-errors.tsx";
import { useUnsaved } from "#app/lib/unsaved.tsx";
import { useCommandId } from "./command-id.tsx";
import type { FormReply } from "./form-reply.ts";
import { useDraft } from "./use-draft.ts";
import { useReply } from "./use-reply.ts";

type Fields = Record<string, unknown>;
type Constraints = NonNullable<Parameters<typeof useForm>[0]["constraint"]>;

interface FormOptions<Form extends Fields, Edited> {
  /** What the fields begin with: of the record that is edited, or of none. */
  values: (record: Edited) => DefaultValue<Form>;
  /** As the page knows it now. */
  record: Edited;
  versionOf?: (record: Edited) => number;
  constraint?: Constraints;
}

/** Not typed by anybody: they make no form worth keeping. */
const ofTheForm = new Set(["commandId", "version"]);

/** Hidden fields that say what the page showed belong to the text, and are no text. */
const isTyped = (name: string) => !ofTheForm.has(name) && !name.startsWith("was");

/** What is not ticked is not sent at all: without a word for it a draft would leave the box as it was. */
function withBlanks(defaults: Fields, value: Fields): Fields {
  const blanks = Object.entries(defaults).map(([name, begins]) => [name, Array.isArray(begins) ? [] : ""]);
  return { ...Object.fromEntries(blanks), ...value };
}

/**
 * A form that loses nothing: what was typed is kept until the server has it, sent again as the same act, and asked about
 * before the page is left. An edit that somebody else's overtook has both versions.
 */
export function useFormPage<Form extends Fields, Edited = null>(name: string, options: FormOptions<Form, Edited>) {
  const { record, values, versionOf, constraint } = options;
  const raw = useActionData<FormReply>();
  const reply = useReply<FormReply>();
  const { answer } = reply;
  const command = useCommandId(answer);
  // What the form began with: a newer record that arrives meanwhile must not pass for what this person has read.
  const [base, setBase] = useState({ record, version: versionOf?.(record) ?? null, generation: 0 });
  const defaults = values(base.record);
  const [form, fields] = useForm<Form, Form, string[]>({
    // Another id is another form, which begins anew.
    id: base.generation === 0 ? name : `${name}-${base.generation}`,
    defaultValue: defaults,
    lastResult: raw?.lastResult,
    shouldDirtyConsider: isTyped,
    // Lists change here; what is right is for the server to say.
    onValidate: ({ formData }) => parse<Form, string[]>(formData, { resolve: () => ({ value: defaults as Form }) }),
    ...(constraint && { constraint: constraint as never }),
  });

  const { pathname } = useLocation();
  const process = useSearchParams()[0].get("processId") ?? "";
  const draft = useDraft<Fields>(`${pathname} ${name} ${process}`, (left) => {
    if (raw) return;
    command.resume(left.commandId);
    if (left.version !== null) setBase((now) => ({ ...now, version: left.version }));
    form.update({ value: withBlanks(defaults as Fields, left.value) as never });
  });
  const value = form.value as Fields | undefined;
  const written = JSON.stringify(value, (key, each) => (ofTheForm.has(key) ? undefined : each));
  const { keep, drop } = draft;
  useEffect(() => {
    keep(form.dirty ? { commandId: command.id, version: base.version, value: JSON.parse(written) } : null);
  }, [keep, form.dirty, command.id, base.version, written]);

  const begin = (from: Edited) => {
    drop();
    setBase(({ generation }) => ({
      record: from,
      version: versionOf?.(from) ?? null,
      generation: generation + 1,
    }));
    command.renew();
  };
  const discard = () => begin(record);
  useUnsaved(form.dirty && answer?.saved === undefined, { kept: draft.kept, discard: drop });
  useSaved(answer?.saved, () => begin(record));

  // As `formAction` puts it there, out of the refusal of an edit of this very record.
  const refusedFor = (answer?.current ?? null) as Edited | null;
  const latest = versionOf && refusedFor && versionOf(refusedFor) > versionOf(record) ? refusedFor : record;
  const overtaken = versionOf !== undefined && base.version !== null && versionOf(latest) > base.version;
  return {
    form,
    fields,
    reply,
    commandId: command.id,
    draft: { at: form.dirty ? draft.restoredAt : null, discard },
    /** To be sent with the form: once both versions were shown, saving replaces theirs. */
    version: versionOf && base.version !== null ? Math.max(base.version, refusedFor ? versionOf(refusedFor) : 0) : null,
    /** Somebody else's version of the record, newer than what this form began with; null: there is none. */
    theirs: overtaken ? latest : null,
    take: () => begin(latest),
  };
}

export type FormState = Pick<ReturnType<typeof useFormPage>, "reply" | "commandId" | "draft" | "version" | "take"> & {
  theirs: unknown;
  form: FormOfErrors & { id: string };
};

/** Says what was saved, once what was saved has been loaded: the form begins anew with it. */
function useSaved(saved: FormReply["saved"], begin: () => void) {
  const isIdle = useNavigation().state === "idle";
  const told = useRef<number>();
  useEffect(() => {
    if (!saved || !isIdle || told.current === saved.at) return;
    told.current = saved.at;
    toast(saved.words);
    begin();
  });
}
