//! Credentials in the sources of modules: in the user part of a URL, and in what go-getter takes behind `?`.

use super::providers::is_credential;

/// Adds the credentials in the source of a module.
pub(super) fn literals(source: &str, found: &mut Vec<String>) {
    let Some((scheme, rest)) = source.split_once("://") else { return };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A password that nobody escaped may hold an `@`.
    if let Some((user, _)) = authority.rsplit_once('@') {
        match user.split_once(':') {
            // What GitHub is told beside a token.
            Some((token, "" | "x-oauth-basic")) => found.push(token.to_owned()),
            Some((_, password)) => found.extend([user.to_owned(), password.to_owned()]),
            // The name of a user, as in `git::ssh://git@host`.
            None if scheme.ends_with("ssh") || user == "git" => {}
            // Hosts of repositories take a token for a user.
            None => found.push(user.to_owned()),
        }
    }
    let query = rest.split_once('?').map(|(_, query)| query).unwrap_or_default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        if is_credential(name) || name == "aws_access_key_id" {
            found.push(value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::secrets::tests::expect_canaries;

    #[test]
    fn of_urls() {
        let sources = [
            "git::https://public-user:canary-password@public-host/m.git//public-folder?ref=public-ref",
            "https://canary-token@public-host/m.zip",
            "git::https://canary-token:x-oauth-basic@public-host/m.git",
            "git::ssh://public-user@public-host/m.git?sshkey=canary-key&depth=1",
            "git::ssh://public-user:canary-password@public-host:2222/m.git",
            "s3::https://public-host/public-bucket/m.zip?aws_access_key_secret=canary-secret&aws_access_key_id=canary-id",
        ];
        for source in sources {
            let call = json!({"source": source, "module": {}});
            let inner = json!({"source": "./public-path", "module": {"module_calls": {"n": call}}});
            expect_canaries(json!({"configuration": {"root_module": {"module_calls": {"m": inner}}}}));
        }
    }

    #[test]
    fn there_are_none_in_other_sources() {
        let sources = [
            "terraform-aws-modules/vpc/aws",
            "git@github.com:example/example.git",
            "git::https://git@github.com/example/example.git",
            "git::ssh://deploy@example.com/m.git?ref=v1.2.0",
            "https://example.com/a@b:c/m.zip?archive=tar&checksum=md5:0123456789",
            "./path",
        ];
        for source in sources {
            let mut found = Vec::new();
            super::literals(source, &mut found);
            assert_eq!(found, Vec::<String>::new(), "{source}");
        }
    }
}
