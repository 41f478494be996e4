import { isRole, type Role } from "#packages/core/permissions.ts";

const later = "Your account works and is kept. You will find it here as soon as it is ready.";

const words: Partial<Record<Role, { title: string; text: string }>> = {
  client: {
    title: "Your portal is on its way",
    text: "Here you will see what is going on with your service, how it was available, and what is planned, and you will be able to write to the team. Until then the team tells you by e-mail.",
  },
  growth: {
    title: "Tickets are on their way",
    text: "Your role raises tickets and follows its own. That part of the product comes next.",
  },
  support_tier_1: {
    title: "The support desk is on its way",
    text: "Your role reads what clients report and escalates it.",
  },
  support_tier_2: {
    title: "The support desk is on its way",
    text: "Your role reads what clients report, escalates it, and changes some of their settings.",
  },
  support_admin: { title: "The support desk is on its way", text: "Your role runs the support desk and its settings." },
  implementation_specialist: {
    title: "Implementation is on its way",
    text: "Your role brings new clients in: projects, checklists, migrations.",
  },
  implementation_manager: {
    title: "Implementation is on its way",
    text: "Your role plans how new clients come in, and keeps an eye on each project.",
  },
  client_success: { title: "Client success is on its way", text: "Your role watches how well each client fares." },
  hotline_operator: { title: "The hotline is on its way", text: "Your role answers callers and hands cases on." },
  hotline_supervisor: {
    title: "The hotline is on its way",
    text: "Your role runs the hotline: directives, quality, and who takes which case.",
  },
};

const unknown = { title: "There is nothing for your role yet", text: "Ask an admin of your process for another role." };

export const welcomeWords = (role: string) => ({ ...((isRole(role) && words[role]) || unknown), later });
