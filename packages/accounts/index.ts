import { hidden } from "#packages/core/audit.ts";
import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { admit, attemptSignIn, refuseSignIn, setPassword, switchProcess } from "./commands.server.ts";
import { accountKind } from "./entity.server.ts";
import { keepMember, tellMembers } from "./member.server.ts";
import { tellOfAll, tellOfMembers } from "./reactions.server.ts";
import { accounts, credentials, memberships, signInAttempts, signInNetworks, signInSources } from "./tables.ts";
import { processesOfUser, signInFacts } from "./views.server.ts";

/** The directory's people, on the platform's hub. Signing in is answered by the host (`worker/auth.ts`): it needs slow hashing. */
export const accountsModule = defineModule({
  name: "accounts",
  label: "Accounts",
  tables: [
    tableOf(accounts),
    tableOf(credentials, { secret: { passwordHash: hidden } }),
    tableOf(memberships),
    // After an hour a count says nothing any more.
    tableOf(signInAttempts, { hubOnly: true, keep: { days: 1 / 12 } }),
    tableOf(signInSources, { hubOnly: true, keep: { days: 1 / 12 } }),
    tableOf(signInNetworks, { hubOnly: true, keep: { days: 90 } }),
  ],
  entities: [accountKind],
  commands: [keepMember, tellMembers, setPassword, attemptSignIn, refuseSignIn, admit, switchProcess],
  reactions: [tellOfMembers, tellOfAll],
  views: [signInFacts, processesOfUser],
  endpoints: [],
});
