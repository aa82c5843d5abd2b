// Checks a custom resource, as JSON on standard input, by the schema that a module of @kubernetes-models has: node custom.mjs MODULE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { validate } = await import(pathToFileURL(process.argv[2]));
if (!validate(JSON.parse(readFileSync(0, "utf8")))) {
  for (const error of validate.errors) {
    console.log(`${error.instancePath || "/"}: ${error.message ?? error.keyword} ${JSON.stringify(error.params)}`);
  }
  process.exitCode = 1;
}
