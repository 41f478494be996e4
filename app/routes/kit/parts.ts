/** The pages of the gallery, in the order of its menu. */
export const parts = [
  { to: "/kit/controls", label: "Controls", about: "Buttons, fields and their errors." },
  { to: "/kit/forms", label: "Forms", about: "Fields of a form, as they are and with every kind of refusal." },
  { to: "/kit/overlays", label: "Overlays", about: "Dialogs, menus, popovers and toasts." },
  { to: "/kit/lists", label: "Lists", about: "Tables, filters, selection and pages of a list." },
  { to: "/kit/data", label: "Data", about: "Charts, calendars, differences, stories and facts." },
  { to: "/kit/states", label: "States", about: "Badges, cards, times, and what stands where nothing is." },
] as const;
