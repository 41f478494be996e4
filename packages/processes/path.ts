export const processPath = () => "/settings";
