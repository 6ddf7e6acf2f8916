use crate::access::testing::{document, told};
use crate::access::trust::conclude_trust;
use crate::document::Kind;

const GITHUB: &str = "token.actions.githubusercontent.com";

fn web(provider: &str, condition: &str) -> String {
    format!(
        r#""Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{{"Federated":"arn:aws:iam::111122223333:oidc-provider/{provider}"}},"Condition":{condition}"#
    )
}

#[track_caller]
fn expect(statements: &[&str], expected: &[&str]) {
    assert_eq!(told(&conclude_trust(&document(Kind::Trust, statements))), expected, "{statements:?}");
}

/// One loose statement: what it is said to do.
#[track_caller]
fn expect_loose(statement: &str, reason: &str, provider: &str) {
    expect(&[statement], &[&format!("trust_oidc_loose: Statement[0] {reason} (provider={provider})")]);
}

#[test]
fn github() {
    for condition in [
        r#"{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme/web:*"}}"#,
        r#"{"StringEquals":{"token.actions.githubusercontent.com:sub":["repo:acme/web:ref:refs/heads/main","repo:acme/api:environment:prod"]}}"#,
        r#"{"ForAnyValue:StringLike":{"TOKEN.actions.githubusercontent.com:Sub":"repo:acme/*"}}"#,
        r#"{"StringEquals":{"token.actions.githubusercontent.com:repository_id":"1"},"StringLike":{"token.actions.githubusercontent.com:sub":"*"}}"#,
        r#"{"ForAllValues:StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme/*"},"Null":{"token.actions.githubusercontent.com:sub":"false"}}"#,
        r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/28"}}"#,
        // Matches no token at all.
        r#"{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:acme/*"}}"#,
        r#"{"StringLike":{"gitlab.com:sub":"*"}}"#,
    ] {
        expect(&[&web(GITHUB, condition)], &[]);
    }
    let any = "lets workflows of any GitHub organization assume the role";
    for condition in [
        "{}",
        r#"{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}"#,
        r#"{"StringLike":{"token.actions.githubusercontent.com:ref":"refs/heads/main"}}"#,
    ] {
        expect_loose(&web(GITHUB, condition), any, "github");
    }
    for value in ["*", "repo:*", "repo:acme*", "repo:*/web:*", "*:ref:refs/heads/main", "repo:acm?/web:*"] {
        let condition = format!(r#"{{"StringLike":{{"{GITHUB}:sub":["repo:acme/web:*","{value}"]}}}}"#);
        let reason = format!("lets workflows of any GitHub organization whose `sub` matches `{value}` assume the role");
        expect_loose(&web(GITHUB, &condition), &reason, "github");
    }
    for operator in ["StringLikeIfExists", "ForAllValues:StringLike", "StringNotLike"] {
        let condition = format!(r#"{{"{operator}":{{"{GITHUB}:sub":"repo:acme/web:*"}}}}"#);
        expect_loose(&web(GITHUB, &condition), &format!("{any}, for `{operator}` pins no subject"), "github");
    }
    let present = format!(r#"{{"Null":{{"{GITHUB}:sub":"false"}}}}"#);
    expect_loose(&web(GITHUB, &present), &format!("{any}, for `Null` pins no subject"), "github");
    // The issuer of one enterprise.
    let enterprise = r#"{"StringLike":{"token.actions.githubusercontent.com/acme:sub":"repo:*:environment:prod"}}"#;
    expect(&[&web("token.actions.githubusercontent.com/acme", enterprise)], &[]);
}

#[test]
fn gitlab_bitbucket_and_terraform() {
    let gitlab = |value: &str| web("gitlab.com", &format!(r#"{{"StringLike":{{"gitlab.com:sub":"{value}"}}}}"#));
    expect(&[&gitlab("project_path:acme/*:ref_type:branch:ref:main")], &[]);
    expect_loose(
        &gitlab("project_path:*:ref_type:branch:ref:main"),
        "lets pipelines of any GitLab namespace whose `sub` matches `project_path:*:ref_type:branch:ref:main` assume the role",
        "gitlab",
    );
    expect_loose(
        &web("gitlab.example.org", "{}"),
        "lets any pipeline of the GitLab instance assume the role",
        "gitlab",
    );
    let bitbucket = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc";
    expect(&[&web(bitbucket, &format!(r#"{{"StringLike":{{"{bitbucket}:sub":"{{0b1c}}:*"}}}}"#))], &[]);
    expect_loose(
        &web(bitbucket, &format!(r#"{{"StringEquals":{{"{bitbucket}:aud":"ari:cloud:bitbucket::workspace/1"}}}}"#)),
        "lets any pipeline of the Bitbucket workspace assume the role",
        "bitbucket",
    );
    let terraform =
        |value: &str| web("app.terraform.io", &format!(r#"{{"StringLike":{{"app.terraform.io:sub":"{value}"}}}}"#));
    expect(&[&terraform("organization:acme:project:*:workspace:*:run_phase:*")], &[]);
    expect_loose(
        &terraform("organization:acme*"),
        "lets runs of any HCP Terraform organization whose `sub` matches `organization:acme*` assume the role",
        "terraform",
    );
}

#[test]
fn eks() {
    let issuer = "oidc.eks.eu-west-1.amazonaws.com/id/0A1B";
    let eks = |operator: &str, value: &str| {
        web(issuer, &format!(r#"{{"{operator}":{{"{issuer}:sub":"{value}","{issuer}:aud":"sts.amazonaws.com"}}}}"#))
    };
    expect(&[&eks("StringEquals", "system:serviceaccount:web:web")], &[]);
    expect(&[&eks("StringLike", "system:serviceaccount:web:web-*")], &[]);
    for value in ["system:serviceaccount:*:*", "system:serviceaccount:web:*", "system:serviceaccount:*:web", "*"] {
        let reason =
            format!("lets any service account of the EKS cluster whose `sub` matches `{value}` assume the role");
        expect_loose(&eks("StringLike", value), &reason, "eks");
    }
    let audience = web(issuer, &format!(r#"{{"StringEquals":{{"{issuer}:aud":"sts.amazonaws.com"}}}}"#));
    expect_loose(&audience, "lets any service account of the EKS cluster assume the role", "eks");
    // Of two clusters only one has the key: the other one's tokens do not fit.
    let two = format!(
        r#""Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{{"Federated":["arn:aws:iam::111122223333:oidc-provider/{issuer}","arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/FF"]}},"Condition":{{"StringEquals":{{"{issuer}:sub":"system:serviceaccount:a:b"}}}}"#
    );
    expect(&[&two], &[]);
}

#[test]
fn audiences() {
    let direct = |provider: &str, condition: &str| {
        format!(
            r#""Effect":"Allow","Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],"Principal":{{"Federated":"{provider}"}},"Condition":{condition}"#
        )
    };
    let cognito = "cognito-identity.amazonaws.com";
    let pool = r#"{"StringEquals":{"cognito-identity.amazonaws.com:aud":"eu-west-1:0b1c"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}"#;
    expect(&[&direct(cognito, pool)], &[]);
    let any = r#"{"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}"#;
    expect_loose(&direct(cognito, any), "lets identities of any Cognito identity pool assume the role", "cognito");
    expect(&[&direct("accounts.google.com", r#"{"StringEquals":{"accounts.google.com:aud":"1"}}"#)], &[]);
    expect_loose(
        &direct("accounts.google.com", r#"{"StringEquals":{"accounts.google.com:oaud":"1"}}"#),
        "lets any Google account assume the role",
        "other",
    );
    expect(&[&direct("graph.facebook.com", r#"{"StringEquals":{"graph.facebook.com:app_id":"1"}}"#)], &[]);
    expect(&[&web("acme.auth0.com/", r#"{"StringEquals":{"acme.auth0.com/:aud":"app"}}"#)], &[]);
    expect_loose(&web("acme.auth0.com/", "{}"), "lets any token of `acme.auth0.com` assume the role", "other");
}

#[test]
fn denials_of_other_subjects() {
    let open = web(GITHUB, "{}");
    let deny = |condition: &str| {
        format!(r#""Effect":"Deny","Principal":"*","Action":"sts:AssumeRoleWithWebIdentity","Condition":{condition}"#)
    };
    expect(&[&open, &deny(&format!(r#"{{"StringNotLike":{{"{GITHUB}:sub":"repo:acme/*"}}}}"#))], &[]);
    for condition in [
        format!(r#"{{"StringNotLike":{{"{GITHUB}:sub":"repo:acme*"}}}}"#),
        format!(r#"{{"StringLike":{{"{GITHUB}:sub":"repo:evil/*"}}}}"#),
        format!(r#"{{"ForAnyValue:StringNotLike":{{"{GITHUB}:sub":"repo:acme/*"}}}}"#),
    ] {
        expect(
            &[&open, &deny(&condition)],
            &[
                "trust_oidc_loose: Statement[0] lets workflows of any GitHub organization assume the role (provider=github)",
            ],
        );
    }
}

#[test]
fn saml() {
    let saml = |condition: &str| {
        format!(
            r#""Effect":"Allow","Action":"sts:AssumeRoleWithSAML","Principal":{{"Federated":"arn:aws:iam::111122223333:saml-provider/acme"}},"Condition":{condition}"#
        )
    };
    for condition in [
        r#"{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}"#,
        r#"{"StringLike":{"saml:aud":"https://*.signin.aws.amazon.com/saml"}}"#,
        r#"{"StringEquals":{"SAML:sub":"bob"}}"#,
        r#"{"ForAnyValue:StringEquals":{"SAML:eduPersonOrgDN":"acme"}}"#,
    ] {
        expect(&[&saml(condition)], &[]);
    }
    let any = "trust_saml_audience: Statement[0] lets SAML assertions for any audience assume the role";
    for condition in [
        "{}",
        r#"{"StringLike":{"SAML:aud":"*"}}"#,
        r#"{"StringEqualsIfExists":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}"#,
        r#"{"StringNotEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}"#,
        r#"{"StringEquals":{"SAML:sub_type":"persistent"}}"#,
        r#"{"Bool":{"aws:SecureTransport":"true"}}"#,
    ] {
        expect(&[&saml(condition)], &[any]);
    }
    let deny = |principal: &str| {
        format!(
            r#""Effect":"Deny","Action":"sts:AssumeRoleWithSAML","Principal":{principal},"Condition":{{"StringNotEquals":{{"SAML:aud":"https://signin.aws.amazon.com/saml"}}}}"#
        )
    };
    expect(&[&saml("{}"), &deny(r#""*""#)], &[]);
    expect(&[&saml("{}"), &deny(r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/acme"}"#)], &[]);
    expect(&[&saml("{}"), &deny(r#"{"AWS":"111122223333"}"#)], &[any]);
    let other = saml("{}").replace("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");
    expect(&[&other], &[]);
}
