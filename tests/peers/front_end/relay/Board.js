// As a front end with Relay has it: fragments beside what shows them, a list that is paged, a mutation, live figures.
import { graphql } from "react-relay";

export const row = graphql`
  fragment Board_project on Project {
    id
    version
    name
    startedOn
    tenant {
      name
    }
  }
`;

export const list = graphql`
  fragment Board_projects on Tenant
  @refetchable(queryName: "BoardPageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    projects(first: $first, after: $after, order: STARTED_ON_DESC) @connection(key: "Board_projects") {
      totalCount
      edges {
        node {
          ...Board_project
        }
      }
    }
  }
`;

export const query = graphql`
  query BoardQuery($code: DivisionCode!, $periods: [Period!]!) {
    viewer {
      name
    }
    tenant(code: $code) {
      name
      statisticsByPeriod(periods: $periods) {
        projects
        suppressed
      }
      ...Board_projects
    }
  }
`;

export const rename = graphql`
  mutation BoardRenameMutation($input: UpdateProjectInput!) {
    updateProject(input: $input) {
      project {
        ...Board_project
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`;

export const live = graphql`
  subscription BoardLiveSubscription($code: DivisionCode!) {
    tenant(code: $code) {
      statistics {
        projects
      }
    }
  }
`;
