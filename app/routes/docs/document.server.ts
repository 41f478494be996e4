import { endpoints } from "#packages/modules.ts";
import { openApiDocument } from "#worker/openapi.ts";
import { curlOf, type JsonSchema, parameterFields, schemaFields } from "./fields.ts";

interface Operation {
  summary: string;
  description?: string;
  tags: string[];
  parameters?: { name: string; in: string; required?: boolean; schema: JsonSchema; description?: string }[];
  requestBody?: { content: { "application/json": { schema: JsonSchema } } };
  responses: Record<string, { description: string }>;
  security?: unknown[];
}

interface Document {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
}

/** Written by `openApiDocument` behind what the endpoint says itself. */
const permissionLine = /Permission: `([^`]+)`$/;

function operationOf(path: string, method: string, operation: Operation) {
  const body = operation.requestBody?.content["application/json"].schema;
  return {
    key: `${method}-${path}`,
    method,
    path,
    tag: operation.tags[0] ?? "Other",
    summary: operation.summary,
    permission: operation.description?.match(permissionLine)?.[1] ?? null,
    /** Without the line of the permission, which the page says in its own words. */
    more: operation.description?.replace(permissionLine, "").trim() || null,
    open: operation.security?.length === 0,
    parameters: parameterFields(operation.parameters ?? []),
    body: body ? { fields: schemaFields(body), raw: JSON.stringify(body, null, 2) } : null,
    responses: Object.entries(operation.responses).map(([status, { description }]) => ({ status, description })),
    curl: curlOf(method, path, body, operation.security?.length === 0),
  };
}
export type ApiOperation = ReturnType<typeof operationOf>;

let read: { info: Document["info"]; tags: { tag: string; operations: ApiOperation[] }[] } | null = null;

/** The very document of `/api/openapi.json`, in the shape the page shows. It can't change while the program runs. */
export function apiDocument() {
  if (read) return read;
  // Made by `openApiDocument` in this same build; its parts are plain objects that it does not name.
  const { info, paths } = openApiDocument(endpoints) as Document;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(path, method, operation)),
  );
  const byTag = Map.groupBy(all, (operation) => operation.tag);
  read = { info, tags: [...byTag].map(([tag, operations]) => ({ tag, operations })) };
  return read;
}
