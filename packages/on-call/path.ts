export const onCallPath = () => "/on-call";
