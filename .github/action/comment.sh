#!/usr/bin/env bash
# Makes the report a comment of the pull request, or edits the one that an earlier run has made. That it can't comment, as
# for a pull request from a fork, is a warning: what counts is the exit code of plangate.
set -euo pipefail

warn() {
    printf '::warning title=plangate::%s\n' "$1"
    exit 0
}

# No pull request, or no report because the inputs are wrong, which the log says.
if [[ -z $PULL_REQUEST || ! -f $BODY ]]; then exit 0; fi
comments=repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments

# The first line is a hidden marker. Only a bot's comment is edited: whoever wrote a comment can change it later.
IFS= read -r marker <"$BODY"
earlier=$(gh api --paginate "$comments" | jq -r --arg marker "${marker%$'\r'}" \
    '.[] | select(.user.type == "Bot" and (.body | startswith($marker))) | .id' | tail -n 1) ||
    warn 'the comments of the pull request can not be read; does the job have "pull-requests: write"?'

if [[ -n $earlier ]]; then
    request=(--method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$earlier")
else
    request=(--method POST "$comments")
fi
gh api --silent "${request[@]}" --field "body=@$BODY" ||
    warn 'the report can not be made a comment; does the job have "pull-requests: write"?'
