import { permissionsFor } from "#packages/core/access.ts";
import { nameWords } from "#packages/core/capital.ts";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { can, isInternalRole, isPlatformRole, levelOf, type Role } from "#packages/core/permissions.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { memberAnswer } from "./answer.ts";
import { userKind } from "./entity.server.ts";
import { CreateUser, UpdateUserAccess } from "./inputs.ts";
import { userByEmail, userById, usersOf } from "./queries.server.ts";
import { users } from "./tables.ts";

/** Roles outside the ladder (clients, the operating company's people) are handed out elsewhere or by anyone who may manage. */
function aboveOwn(ctx: Ctx, role: Role): boolean {
  if (ctx.actor.kind === "system") return false;
  const rank = (of: Role | null) => (of && of in levelOf ? levelOf[of as keyof typeof levelOf] : null);
  if (ctx.actor.role === "platform_admin") return isPlatformRole(role);
  const [own, other] = [rank(ctx.actor.role), rank(role)];
  return own === null || (other !== null && other < own) || isInternalRole(role);
}

const elsewhere = errors.forbidden("This role is of the operating company and is not given within a process.");
const outOfPlace = (ctx: Ctx, role: Role) => isPlatformRole(role) && ctx.processId !== platformProcess;

/** Who may manage people, of those who are active: a process without one could let nobody in any more. */
const leads = ({ db, processId }: Ctx, person: { role: Role; isActive: boolean }) =>
  person.isActive && can(permissionsFor(db, processId, person), "members.manage");

export const createUser = command({
  name: "users.create",
  permission: "system",
  audit: { action: "user.create", words: "added …", entity: "user" },
  input: CreateUser,
  run(ctx, input) {
    if (outOfPlace(ctx, input.role)) return refuse(elsewhere);
    const taken = userByEmail(ctx.db, ctx.processId, input.email);
    if (taken)
      return taken.id === input.id
        ? ok({ id: taken.id })
        : refuse(errors.conflict("Somebody with this address is here already."));
    const user = ctx.put(users, { ...input, isActive: true });
    ctx.emit({
      about: userKind.ref(user),
      action: "created",
      summary: `${user.name} joined as ${nameWords(user.role)}`,
    });
    return ok({ id: user.id });
  },
});

export const updateUserAccess = command({
  name: "users.updateAccess",
  permission: "members.manage",
  audit: { action: "user.update", words: "changed what … may do", entity: "user" },
  input: UpdateUserAccess,
  run(ctx, input) {
    const user = userById(ctx.db, ctx.processId, input.id);
    if (!user) return refuse(errors.notFound("The person"));
    const { role = user.role, isActive = user.isActive } = input;
    const above = aboveOwn(ctx, user.role) || aboveOwn(ctx, role);
    if (above)
      return refuse(errors.forbidden("You can't change somebody above your own role, nor hand out such a role."));
    if (role !== user.role && outOfPlace(ctx, role)) return refuse(elsewhere);
    const others = usersOf(ctx.db, ctx.processId).filter(({ id }) => id !== user.id);
    const leaves = ctx.actor.kind !== "system" && leads(ctx, user) && !leads(ctx, { role, isActive });
    if (leaves && !others.some((other) => leads(ctx, other)))
      return refuse(
        errors.conflict(`${user.name} is the last who can manage people here. Make somebody else an admin first.`),
      );
    const answer = { id: user.id, role, isActive };
    if (role === user.role && isActive === user.isActive) return ok(answer);
    if (input.version !== undefined && input.version !== user.rev)
      return refuse(
        errors.conflict(
          `Somebody changed the access of ${user.name} while you were choosing. Look at both, then save again.`,
          memberAnswer(user),
        ),
      );
    ctx.patch(users, user, { role, isActive });
    const what = isActive ? `is now ${nameWords(role)}` : "was deactivated";
    ctx.emit({ about: userKind.ref(user), action: "updated", summary: `${user.name} ${what}` });
    return ok(answer);
  },
});
