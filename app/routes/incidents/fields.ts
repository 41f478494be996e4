import { splitTags } from "#packages/core/tags.ts";

/** Fields of an incident that are edited in place, and how each is written in a form. */
export const editableFields = [
  "title",
  "description",
  "severity",
  "priority",
  "assignedToId",
  "tags",
  "rootCause",
  "actionTaken",
  "clientVisible",
] as const;
export type EditableField = (typeof editableFields)[number];

/** Any value of such a field as the text that a form holds; two that look alike are the same. */
export function fieldText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** The form's text as the value it stands for. */
export function fieldValue(field: EditableField, text: string): string | string[] | boolean | null {
  switch (field) {
    case "tags":
      return splitTags(text);
    case "clientVisible":
      return text === "true";
    case "assignedToId":
    case "rootCause":
    case "actionTaken":
      return text.trim() === "" ? null : text;
    default:
      return text;
  }
}
