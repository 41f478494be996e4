declare module "virtual:icon-sprite" {
  /** The address of the file that holds every icon. */
  const address: string;
  export default address;
}
