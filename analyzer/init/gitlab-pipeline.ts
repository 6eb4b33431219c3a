/**
 * A part of a GitLab pipeline: publishes the report of the default branch on Pages, and shows findings and what a change
 * rebuilds in merge requests. `run` starts Layerfall.
 *
 * docs/ci/gitlab.md shows it, and a test holds the two against each other.
 */
export function gitlabPipeline(run: string): string {
  return `pages:
  image: node:22
  script:
    - ${run} report --output public --title "$CI_PROJECT_PATH"
  artifacts:
    paths:
      - public
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

layerfall:
  image: node:22
  variables:
    GIT_DEPTH: 0
  script:
    - ${run} analyze --format code-quality --output gl-code-quality-report.json
    - ${run} affected --since "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --format markdown --output affected.md
  artifacts:
    reports:
      codequality: gl-code-quality-report.json
    expose_as: What the change rebuilds
    paths:
      - affected.md
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
`;
}
