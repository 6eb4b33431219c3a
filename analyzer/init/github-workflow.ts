/** What a workflow needs to know. */
export interface WorkflowOptions {
  /** The branch whose report is published. */
  readonly branch: string;
  /** Starts Layerfall. */
  readonly run: string;
}

/**
 * A workflow of GitHub Actions: publishes the report of the branch on Pages, and comments on pull requests.
 *
 * docs/ci/github.md shows it, and a test holds the two against each other.
 */
export function githubWorkflow({ branch, run }: WorkflowOptions): string {
  return `name: Layerfall
on:
  push:
    branches: [${yamlText(branchPattern(branch))}]
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

jobs:
  report:
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: \${{ steps.pages.outputs.page_url }}
    concurrency: layerfall-pages
    steps:
      - uses: actions/checkout@v6
      - run: ${run} github
      - uses: actions/upload-pages-artifact@v5
        with:
          path: _report
      - id: pages
        uses: actions/deploy-pages@v5

  pull-request:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
    steps:
      - uses: actions/checkout@v6
      - run: ${run} github --comment
        env:
          GITHUB_TOKEN: \${{ github.token }}
`;
}

/** A branch's name as the pattern that fits it alone (GitHub's filter pattern cheat sheet). */
function branchPattern(branch: string): string {
  return branch.replace(/[*?+![\]\\]/g, '\\$&');
}

/** A text as YAML, plain where that is the same. */
function yamlText(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
