// surviving.mjs in Node: its one argument is what to survive with.
import { createClient as overEvents } from "graphql-sse";
import { createClient as overSocket } from "graphql-ws";
import { surviving } from "./surviving.mjs";

const given = JSON.parse(process.argv[2]);
console.log(JSON.stringify(await surviving({ ...given, overSocket, overEvents })));
