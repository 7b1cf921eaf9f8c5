// Runs every server audit of the package graphql-http against the URL given, and prints them as JSON.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2], fetchFn: fetch });
const rows = [];
for (const result of results) {
  rows.push({ id: result.id, name: result.name, status: result.status, reason: result.reason ?? "" });
}
console.log(JSON.stringify(rows));
