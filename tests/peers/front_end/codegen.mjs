// GraphQL Code Generator: the client preset, types of all that is asked, and the manifest of the documents.
const scalars = { Date: "string", DateTime: "string", DivisionCode: "string", Money: "string", Period: "string" };

export default {
  schema: "schema.graphql",
  documents: "documents/*.graphql",
  generates: {
    "generated/": {
      preset: "client",
      presetConfig: { persistedDocuments: true },
      config: { scalars, strictScalars: true },
    },
  },
};
