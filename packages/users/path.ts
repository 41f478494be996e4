export const userPath = () => "/people";
