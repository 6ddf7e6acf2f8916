# The scripts in docs/ci with a plan that passes, one that doesn't and one that can't be judged.
# shellcheck source=.ci/tests/common.bash
source "$(dirname "$0")/common.bash"
docs=$top/docs/ci
export CLEAN=${plans[pass]} PLAN

reports_are_there() { # file...
    local file
    for file in "$@"; do [[ -s $file ]] || die "$file is not there or empty"; done
}

for outcome in "${outcomes[@]}"; do
    PLAN=${plans[$outcome]}
    code=${codes[$outcome]}

    # GitHub Actions: the step that plans; action.bash has the rest.
    at=$(place) && cd "$at"
    equal 'exit code of GitHub planning' "$(code_of log bash -e -c "$(text_of "$docs/github/plangate.yml" jobs.plan.steps.2.run)")" 0
    cmp -s plan.json "$PLAN"

    # GitLab
    at=$(place) && cd "$at"
    python "$top/.ci/tests/yaml_text.py" --gitlab "$docs/gitlab/plangate.gitlab-ci.yml" .
    cp "$PLAN" plan.json
    text_of pipeline.yml plangate.script.0 >script
    for shell in "dash -e" "busybox sh -e" "bash -eo pipefail"; do
        # shellcheck disable=SC2086
        equal "exit code of GitLab in $shell" "$(PLANGATE_PLAN=plan.json PLANGATE_ARGS='' code_of log $shell script)" "$code"
        reports_are_there plangate-code-quality.json plangate-sast.json plangate-junit.xml plangate.html
    done

    # Atlantis: what is printed is the same in every checkout.
    for checkout in one two; do
        mkdir -p "$at/$checkout"
        cp "$PLAN" "$at/$checkout/app-default.json"
        : >"$at/plangate.toml"
        equal 'exit code of Atlantis' "$(SHOWFILE=$at/$checkout/app-default.json PLANGATE_CONFIG=$at/plangate.toml \
            code_of "$at/$checkout/log" bash "$docs/atlantis/plangate-atlantis")" "$code"
    done
    cmp "$at/one/log" "$at/two/log"
    has "$at/one/log" app-default.json
    lacks "$at/one/log" "$at"
    lacks "$at/one/log" $'\e'
    if [[ $outcome == pass ]]; then ! grep -qi fail "$at/one/log" || die 'a pass has the word fail'; fi

    # Azure Pipelines: both steps; the agent sees no command from a plan.
    at=$(place) && cd "$at"
    export BUILD_ARTIFACTSTAGINGDIRECTORY=$at/staging
    equal 'exit code of Azure planning' "$(code_of log bash -c "$(text_of "$docs/azure-pipelines/azure-pipelines.yml" steps.0.bash)")" 0
    lacks log '##vso['
    equal 'exit code of Azure' "$(code_of log bash -c "$(text_of "$docs/azure-pipelines/azure-pipelines.yml" steps.1.bash)")" "$code"
    gone plan.json
    has log "##vso[task.uploadsummary]$at/staging/plangate/plangate.md"
    reports_are_there staging/plangate/{junit.xml,plangate.sarif,plangate.md}
    if [[ $code == 2 ]]; then
        has log '##vso[task.logissue type=error]plangate could not judge the plan'
    else
        lacks log '##vso[task.logissue'
    fi

    # HCP Terraform
    at=$(place) && cd "$at"
    mkdir served
    cp "$PLAN" served/json-output
    judge() { # expected code, argument...
        equal "exit code of judge-run ${*:2}" "$(SERVED=$at/served TFE_TOKEN=s3cret code_of log bash "$docs/hcp-terraform/judge-run" "${@:2}")" "$1"
    }
    judge "$code" run-CZcmD7eagjhyX0vN
    has served/asked https://app.terraform.io/api/v2/runs/run-CZcmD7eagjhyX0vN/plan/json-output
    lacks served/asked s3cret
    has served/config 'header = "Authorization: Bearer s3cret"'
    CURL_CODE=18 judge 2 run-CZcmD7eagjhyX0vN
    judge 2 'run-1/../../x'
    : >served/json-output
    judge 2 run-CZcmD7eagjhyX0vN
    rm served/json-output
    judge 2 run-CZcmD7eagjhyX0vN

    # Spacelift
    at=$(place) && cd "$at"
    cp "$PLAN" spacelift.plan.json
    equal 'exit code of Spacelift' "$(code_of log bash -c "$(text_of "$docs/spacelift/config.yml" stack_defaults.after_plan.0)")" "$code"
    equal outcome "$(jq -r .outcome plangate.custom.spacelift.json)" "$outcome"

    # Terragrunt: one plan of three decides; what an earlier run has left is not judged.
    at=$(place) && cd "$at"
    mkdir -p plans-json/gone
    cp "${plans[violations]}" plans-json/gone/tfplan.json
    equal 'exit code of Terragrunt' "$(code_of log bash "$docs/terragrunt/judge-all" --format human --format json=report.json)" "$code"
    gone plans-json
    exists plans/app/data/tfplan.tfplan
    equal 'plans in the report' "$(jq '.plans | length' report.json)" 3
    has log plans-json/app/data/tfplan.json
    equal 'exit code where a unit has no plan' "$(TERRAGRUNT_CODE=1 code_of log bash "$docs/terragrunt/judge-all")" 2
    gone plans-json

    # Jenkins: the pipeline itself, steps in words of its own.
    at=$(place) && cd "$at"
    mkdir plangate-reports
    printf 'of an earlier run\n' | tee plangate-reports/junit.xml >plangate-reports/other.html
    for branch in main feature; do
        rm -f applied
        equal 'exit code of the stand-in for Jenkins' "$(BRANCH_NAME=$branch code_of log groovy "$top/.ci/tests/jenkins.groovy" "$docs/jenkins/Jenkinsfile")" 0
        case $outcome in
        pass) has log 'SUCCESS' ;;
        violations) has log 'FAILURE: plangate found violations' ;;
        could-not-judge) has log 'FAILURE: plangate could not judge the plan (exit code 2)' ;;
        esac
        if [[ $outcome == pass && $branch == main ]]; then exists applied; else gone applied; fi
        for step in 'junit plangate-reports/junit.xml' 'recordIssues plangate-reports/plangate.sarif' 'archiveArtifacts plangate-reports/*'; do
            has log "$step"
        done
        gone plan.json
        gone tfplan
        reports_are_there plangate-reports/{junit.xml,plangate.sarif,plangate.html}
        lacks plangate-reports/junit.xml 'of an earlier run'
        gone plangate-reports/other.html
    done
done

# GitLab: globs, options, and plangate from an archive with its checksum, where the image has none.
PLAN=${plans[violations]}
at=$(place) && cd "$at"
version=$("$PLANGATE" --version)
bash "$top/.github/package.sh" "$PLANGATE" x86_64-unknown-linux-musl served
archive=plangate-${version#plangate }-x86_64-unknown-linux-musl.tar.gz
sum=$(sha256sum "served/$archive" | cut -d ' ' -f 1)
python "$top/.ci/tests/yaml_text.py" --gitlab "$docs/gitlab/plangate.gitlab-ci.yml" . archive="https://example.com/$archive" sha256="$sum" \
    plan='my*.json *.json.gz' args='--fail-on=critical --select=azure-storage-https-only'
text_of pipeline.yml plangate.script.0 >script
variable() {
    text_of pipeline.yml "plangate.variables.$1"
}
# shellcheck disable=SC2016
cp "$PLAN" 'my plan $(touch hacked).json'
gzip -c "$CLEAN" >clean.json.gz
mkdir bin
for program in sh rm mkdir tar gzip sha256sum; do ln -s "$(command -v "$program")" bin; done
ln -s "$top/.ci/tests/bin/wget" bin
ln -s "$(command -v bash)" "$(command -v env)" "$(command -v cp)" bin
PLANGATE_PLAN=$(variable PLANGATE_PLAN.value) PLANGATE_ARGS=$(variable PLANGATE_ARGS.value)
PLANGATE_ARCHIVE=$(variable PLANGATE_ARCHIVE) PLANGATE_SHA256=$(variable PLANGATE_SHA256)
export PLANGATE_PLAN PLANGATE_ARGS PLANGATE_ARCHIVE PLANGATE_SHA256 SERVED=$at/served
template() {
    (PATH=$at/bin code_of log sh -e script)
}
equal 'exit code of GitLab with --fail-on=critical' "$(template)" 0
has log 'clean.json.gz'
PLANGATE_ARGS='' && equal 'exit code of GitLab' "$(template)" 1
gone hacked
PLANGATE_SHA256=${sum//[0-8]/9}
equal 'exit code of GitLab with another archive' "$(template)" 2
has log FAILED
lacks log clean.json.gz

# Atlantis: no name in a plan ends the block that the report stands in.
at=$(place)
jq '(.resource_changes[] | select(.type == "azurerm_network_security_rule") | .address) |= . + "[\"```\"]"' "$PLAN" >"$at/plan.json"
: >"$at/plangate.toml"
(SHOWFILE=$at/plan.json PLANGATE_CONFIG=$at/plangate.toml code_of "$at/log" bash "$docs/atlantis/plangate-atlantis") >/dev/null
lacks "$at/log" '```'
equal 'exit code without a configuration' "$(SHOWFILE=$at/plan.json PLANGATE_CONFIG=$at/none.toml code_of "$at/log" bash "$docs/atlantis/plangate-atlantis")" 2
