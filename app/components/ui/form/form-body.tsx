import type { FieldMetadata } from "@conform-to/react";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";
import { FormError } from "./form-error.tsx";

/** Names of the fields of this form that show their errors themselves. */
const ShownFields = createContext<Set<string> | null>(null);

interface FormOfErrors {
  errorId: string;
  errors: string[] | undefined;
  allErrors: Record<string, string[]>;
}

/**
 * Holds a form's fields, and tells above them what is wrong with the form and with whatever has no field in it: no refusal is
 * silent. The form is a column (`flex flex-col`).
 */
export function FormBody({ form, children }: { form: FormOfErrors; children: ReactNode }) {
  const shown = useRef(new Set<string>()).current;
  return (
    <ShownFields.Provider value={shown}>
      {children}
      <Untold form={form} shown={shown} />
    </ShownFields.Provider>
  );
}

const isPartOf = (path: string, field: string) =>
  path === field || path.startsWith(`${field}[`) || path.startsWith(`${field}.`);

/** Comes after the fields, when they are known, on the server as in the browser; it is seen before them. */
function Untold({ form, shown }: { form: FormOfErrors; shown: ReadonlySet<string> }) {
  const others = Object.entries(form.allErrors).flatMap(([path, errors]) => {
    if (path === "" || [...shown].some((field) => isPartOf(path, field))) return [];
    return errors.map((error) => `${path}: ${error}`);
  });
  return (
    <div className="order-first empty:hidden">
      <FormError id={form.errorId} errors={[...(form.errors ?? []), ...others]} />
    </div>
  );
}

/** What is wrong with a field or with a part of it, such as the third of its tags: for whatever shows errors of one. */
export function useFieldErrors<T>(meta: FieldMetadata<T>): string[] | undefined {
  const shown = useContext(ShownFields);
  const { name } = meta;
  shown?.add(name);
  useEffect(() => {
    shown?.add(name);
    return () => {
      shown?.delete(name);
    };
  }, [shown, name]);
  const errors = [...new Set(Object.values(meta.allErrors).flat())];
  return errors.length > 0 ? errors : undefined;
}
