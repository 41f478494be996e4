export const peopleWords = (people: readonly { name: string }[]): string =>
  people.length === 0 ? "nobody" : people.map(({ name }) => name).join(", ");
