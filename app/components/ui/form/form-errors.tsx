import type { FieldMetadata } from "@conform-to/react";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";
import { FormError } from "./form-error.tsx";

/** `whole`: with the errors of its parts, such as the third of its tags. */
type Told = "whole" | "own";

/** The fields of this form that tell their errors themselves, by name. */
const ToldFields = createContext<Map<string, Told> | null>(null);

/** What is wrong with a form: a part of conform's own. */
export interface FormOfErrors {
  errorId: string;
  errors: string[] | undefined;
  allErrors: Record<string, string[]>;
}

/**
 * Around a form's fields: tells above them what is wrong with the form, and with whatever has no field in it, so that no refusal
 * is silent. The form is a column (`flex flex-col`).
 */
export function FormErrors({ form, children }: { form: FormOfErrors; children: ReactNode }) {
  const told = useRef(new Map<string, Told>()).current;
  return (
    <ToldFields.Provider value={told}>
      {children}
      <Untold form={form} told={told} />
    </ToldFields.Provider>
  );
}

const isToldBy = (path: string, [field, how]: [string, Told]) =>
  path === field || (how === "whole" && (path.startsWith(`${field}[`) || path.startsWith(`${field}.`)));

/** Comes after the fields, when they are known, on the server as in the browser; it is seen before them. */
function Untold({ form, told }: { form: FormOfErrors; told: ReadonlyMap<string, Told> }) {
  const others = Object.entries(form.allErrors).flatMap(([path, errors]) => {
    if (path === "" || [...told].some((field) => isToldBy(path, field))) return [];
    return errors.map((error) => `${path}: ${error}`);
  });
  return (
    <div className="order-first empty:hidden">
      <FormError id={form.errorId} errors={[...(form.errors ?? []), ...others]} />
    </div>
  );
}

function useTold(name: string, how: Told) {
  const told = useContext(ToldFields);
  told?.set(name, how);
  useEffect(() => {
    told?.set(name, how);
    return () => {
      told?.delete(name);
    };
  }, [told, name, how]);
}

/** What is wrong with a field or with a part of it: for whatever shows the errors of one. */
export function useFieldErrors<T>(meta: FieldMetadata<T>): string[] | undefined {
  useTold(meta.name, "whole");
  const errors = [...new Set(Object.values(meta.allErrors).flat())];
  return errors.length > 0 ? errors : undefined;
}

/** Of a list whose parts are fields of their own: what is wrong with it as a whole. */
export function useListErrors<T>(meta: FieldMetadata<T>): string[] | undefined {
  useTold(meta.name, "own");
  return meta.errors;
}
