// PostGraphile on the same tables, as circle_application under row-level security.
// A token is looked up once in a process and then trusted, which is more than the other sides may do.
import cluster from "node:cluster";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { grafserv } from "postgraphile/grafserv/node";
import { context, lambda } from "postgraphile/grafast";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { extendSchema, jsonPgSmartTags } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

const { DATABASE_URL, PORT, POOL_SIZE, PROCESSES } = process.env;

// Relations and tables named as a maintainer would name them.
const named = {
  version: 1,
  config: {
    class: {
      // A type and a table or view of one singular name would make two types of one name.
      act: { tags: { name: "act_of_care" } },
      owed: {
        tags: {
          foreignKey: [
            "(child_id) references children (id)|@fieldName child",
            "(item_id) references checklist_items (id)|@fieldName item",
          ],
        },
      },
      measures: {
        tags: {
          foreignKey: ["(programme_id) references programmes (id)|@fieldName ofProgramme|@foreignFieldName measures"],
        },
      },
      progress_of_targets: {
        tags: {
          primaryKey: "id",
          foreignKey: [
            "(programme_id) references programmes (id)|@foreignFieldName progress",
            "(tenant_code) references tenants (code)|@fieldName tenant",
          ],
        },
      },
      children: { attribute: { name: { tags: { behavior: "+filterBy" } }, state: { tags: { behavior: "+filterBy" } } } },
      visits: {
        tags: {
          foreignKey: [
            "(child_id) references children (id)|@fieldName visitedChild|@foreignFieldName visits",
          ],
        },
      },
    },
    constraint: {
      "public.pairings.pairings_child_id_fkey": { tags: { fieldName: "child", foreignFieldName: "pairings" } },
      "public.pairings.pairings_caring_mother_id_fkey": { tags: { fieldName: "caringMother", foreignFieldName: "pairings" } },
      "public.donations.donations_reverses_id_fkey": { tags: { fieldName: "reverses", foreignFieldName: "reversedBy" } },
      "public.disbursements.disbursements_reverses_id_fkey": {
        tags: { fieldName: "reverses", foreignFieldName: "reversedBy" },
      },
      "public.tenants.tenants_parent_code_fkey": { tags: { fieldName: "parent", foreignFieldName: "branches" } },
    },
    procedure: {
      tenants_figures: { tags: { name: "figures" } },
      tenants_compliance: { tags: { name: "compliance" } },
    },
  },
};

// Row-level security shows rows, not columns: what a role may only locate has its name masked here.
function masked(row) {
  return lambda(
    [row.get("name"), row.get("tenant_code"), context().get("acting")],
    ([name, tenant, { role, low, high }]) => {
      // The database shows a Caring Mother no other children than hers.
      const opened =
        role === "CARING_MOTHER" || (role === "CASEWORKER" ? tenant >= low && tenant < high : tenant === low);
      return name === null || opened ? name : `${[...name][0]}**`;
    },
  );
}

const masking = extendSchema({
  typeDefs: "extend type Child { maskedName: String } extend type CaringMother { maskedName: String }",
  objects: {
    Child: { plans: { maskedName: masked } },
    CaringMother: { plans: { maskedName: masked } },
  },
});

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL_SIZE), idleTimeoutMillis: 0 });
const remembered = new Map();

// The settings with which PostGraphile begins a transaction are the claim that the database proves.
pool.on("connect", (client) => {
  const query = client.query.bind(client);
  client.query = (asked, ...rest) => {
    if (!asked.text?.startsWith("select set_config(")) return query(asked, ...rest);
    const { hash, grant, role, low, high } = Object.fromEntries(JSON.parse(asked.values[0]));
    const text = "select prove_actor(decode($1, 'hex'), $2, $3, $4, $5)";
    return query({ text, values: [hash, grant, role, low, high] }, ...rest);
  };
});

async function actingOf(authorization) {
  const known = remembered.get(authorization);
  if (known) return known;
  const hash = createHash("sha256").update(authorization.replace(/^Bearer /i, "")).digest();
  const { rows } = await pool.query(
    "select g.* from recognized_grants($1) g limit 1", [hash]);
  if (!rows.length) throw new Error("unauthenticated");
  const [{ id: grant, role, low, high }] = rows;
  const pgSettings = { hash: hash.toString("hex"), grant, role, low, high };
  const acting = { pgSettings, acting: { role, low, high } };
  remembered.set(authorization, acting);
  return acting;
}

const preset = {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  plugins: [jsonPgSmartTags(named), masking],
  pgServices: [makePgService({ pool, schemas: ["public"] })],
  grafserv: { graphqlPath: "/graphql", graphiql: false, websockets: false },
  grafast: {
    explain: false,
    context: (request) => actingOf(request.node?.req.headers.authorization ?? ""),
  },
};

if (cluster.isPrimary && Number(PROCESSES) > 1) {
  for (let n = 0; n < Number(PROCESSES); n += 1) cluster.fork();
} else {
  const served = postgraphile(preset).createServ(grafserv);
  const server = createServer();
  await served.addTo(server);
  server.listen(Number(PORT), "127.0.0.1");
}
if (process.argv.includes("--print") ) {
  const { printSchema } = await import("postgraphile/graphql");
  console.log(printSchema(await postgraphile(preset).getSchema()));
}
