// As in package.json's "engines". The tools themselves run on the Node that npm installs (devDependency "node").
const oldest = [20, 11];

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  console.error(
    `This needs Node ${oldest.join(".")} or newer, and this is Node ${process.versions.node}. Install a current one from https://nodejs.org and run the command again.`,
  );
  process.exit(1);
}
