import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { type FactsOf, forProcess } from "#app/kit/for-process.tsx";
import { formAction, formLoader } from "#app/kit/form.server.ts";
import { FormPage } from "#app/kit/form-page.tsx";
import { useFormPage } from "#app/kit/forms/use-form-page.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { titled } from "#app/kit/titled.ts";
import { teamOf } from "#app/lib/team.server.ts";
import { errors } from "#packages/core/errors.ts";
import { refuse } from "#packages/core/result.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { NewIncident as NewIncidentForm } from "./new-form.server.ts";
import { blankIncident, type NewIncident, NewIncidentFields } from "./new-incident-fields.tsx";
import { everyProcess } from "./people.server.ts";

const title = "Create incident";

export const meta = titled(title);

export const loader = formLoader(
  "incidents.create",
  async (api, { context }) => {
    const { processId } = api;
    const [processes, team] = await Promise.all([everyProcess(context), processId === null ? [] : teamOf(api)]);
    return { processes, team, processId };
  },
  { withoutProcess: true },
);

const noProcess = errors.invalid("Choose the process.", { processId: ["Choose the process it happens in."] });

export const action = formAction("incidents.create", {
  schema: NewIncidentForm,
  save: async (api, { processId = api.processId, ...input }) =>
    processId ? api.in(processId).execute(createIncident, input) : refuse(noProcess),
  done: ({ number }) => `/incidents/${number}`,
});

export const clientAction = keepInput;

export default forProcess(NewIncidentPage, { title, what: "Which process does it happen in?" });

function NewIncidentPage({ facts }: FactsOf<typeof loader>) {
  const page = useFormPage<NewIncident>("new-incident", {
    record: null,
    values: () => blankIncident,
    constraint: { title: { required: true, maxLength: 200 } },
  });
  return (
    <FormPage
      of={page}
      title={title}
      subtitle="Everybody of the process is told, and its escalation starts at once."
      submit="Create incident"
      pendingLabel="Creating…"
      back="/incidents"
    >
      <NewIncidentFields fields={page.fields} {...facts} />
    </FormPage>
  );
}

export const ErrorBoundary = RouteError;
