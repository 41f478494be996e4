import { digested } from "#packages/core/audit.ts";
import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { publishComment, publishing, withdrawOfDeleted } from "./publishing.server.ts";
import { commentSearch } from "./search.ts";
import { comments, watchers } from "./tables.ts";

/** What people say about records, and who watches them: of every kind, whose own verbs say who may. */
export const commentsModule = defineModule({
  name: "comments",
  label: "Comments",
  tables: [tableOf(comments, { secret: { text: digested } }), tableOf(watchers)],
  ids: { comment: "cmt" },
  commands: [publishComment],
  views: [],
  endpoints: [],
  searches: [commentSearch],
  timers: [publishing],
  reactions: [withdrawOfDeleted],
});
