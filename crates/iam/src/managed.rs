//! The managed policies of AWS: what a policy says that a plan only names.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

/// Some policies that follow one another by name.
struct Block {
    /// The name of its first policy.
    first: &'static str,
    /// Bytes when inflated.
    length: usize,
    bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/blocks.rs"));

static TEXTS: [OnceLock<String>; BLOCKS.len()] = [const { OnceLock::new() }; BLOCKS.len()];

/// The latest version of a managed policy of AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Path and name: `job-function/ViewOnlyAccess`.
    pub name: &'static str,
    /// The day on which this version was made: `2026-07-21`.
    pub date: &'static str,
    /// The document as JSON, as the partition `aws` has it. Elsewhere ARNs in it have another partition.
    pub document: &'static str,
}

/// The policy with an ARN such as `arn:aws:iam::aws:policy/job-function/ViewOnlyAccess`, of any partition.
///
/// Policies below `aws-service-role/` are not known: nobody but AWS can attach them.
#[must_use]
pub fn managed_policy(arn: &str) -> Option<ManagedPolicy> {
    let (partition, name) = arn.strip_prefix("arn:")?.split_once(":iam::aws:policy/")?;
    if partition.is_empty() || partition.contains(':') {
        return None;
    }
    let at = BLOCKS.partition_point(|block| block.first <= name).checked_sub(1)?;
    text(at).lines().filter_map(policy).find(|policy| policy.name == name)
}

/// All that are known, by name. Inflates the whole of the data.
pub fn managed_policies() -> impl Iterator<Item = ManagedPolicy> {
    (0..BLOCKS.len()).flat_map(|at| text(at).lines()).filter_map(policy)
}

/// The day of the newest policy: what AWS changed later is not known.
#[must_use]
pub fn managed_policies_date() -> &'static str {
    DATE
}

fn policy(line: &'static str) -> Option<ManagedPolicy> {
    let mut fields = line.split('\t');
    Some(ManagedPolicy { name: fields.next()?, date: fields.next()?, document: fields.next()? })
}

/// The text of a block, which is inflated once.
fn text(at: usize) -> &'static str {
    let (Some(text), Some(block)) = (TEXTS.get(at), BLOCKS.get(at)) else { return "" };
    text.get_or_init(|| {
        let mut text = String::with_capacity(block.length);
        // Made by the build, and all of them are read by a test.
        let _ = DeflateDecoder::new(block.bytes).read_to_string(&mut text);
        text
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn document(arn: &str) -> Value {
        serde_json::from_str(managed_policy(arn).unwrap().document).unwrap()
    }

    #[test]
    fn administrator_access_is_everything() {
        let policy = managed_policy("arn:aws:iam::aws:policy/AdministratorAccess").unwrap();
        assert_eq!((policy.name, policy.date), ("AdministratorAccess", "2015-02-06"));
        let everything = json!({
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
        });
        assert_eq!(document("arn:aws:iam::aws:policy/AdministratorAccess"), everything);
    }

    #[test]
    fn power_users_have_all_but_the_management_of_people() {
        let policy = managed_policy("arn:aws:iam::aws:policy/PowerUserAccess").unwrap();
        // The newest of twelve versions, the first of which is of 2015.
        assert_eq!(policy.date, "2026-02-12");
        let first = &document("arn:aws:iam::aws:policy/PowerUserAccess")["Statement"][0];
        let excluded = first["NotAction"].as_array().unwrap();
        for service in ["iam:*", "organizations:*", "account:*"] {
            assert!(excluded.contains(&json!(service)), "{service}");
        }
        assert_eq!((&first["Effect"], &first["Resource"]), (&json!("Allow"), &json!("*")));
    }

    #[test]
    fn a_path_belongs_to_the_name() {
        let found = |name: &str| managed_policy(&format!("arn:aws:iam::aws:policy/{name}")).map(|policy| policy.name);
        for name in [
            "job-function/ViewOnlyAccess",
            "job-function/Billing",
            "service-role/AWSLambdaBasicExecutionRole",
            "service-role/AmazonEC2RoleforSSM",
            "ReadOnlyAccess",
            "SecurityAudit",
            "IAMFullAccess",
            "AmazonS3ReadOnlyAccess",
        ] {
            assert_eq!(found(name), Some(name));
        }
        for name in ["ViewOnlyAccess", "AWSLambdaBasicExecutionRole", "job-function/ReadOnlyAccess", "job-function/"] {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn what_a_well_known_policy_says() {
        let basic = document("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
        let expected = json!(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]);
        assert_eq!(basic["Statement"][0]["Action"], expected);
        let iam = document("arn:aws:iam::aws:policy/IAMFullAccess");
        assert!(iam["Statement"][0]["Action"].as_array().unwrap().contains(&json!("iam:*")));
    }

    #[test]
    fn every_partition_has_them() {
        let policy = managed_policy("arn:aws:iam::aws:policy/SecurityAudit");
        assert!(policy.is_some());
        for partition in ["aws-cn", "aws-us-gov", "aws-iso", "aws-eusc"] {
            assert_eq!(managed_policy(&format!("arn:{partition}:iam::aws:policy/SecurityAudit")), policy);
        }
    }

    #[test]
    fn other_arns_are_not_known() {
        for arn in [
            "",
            "AdministratorAccess",
            "arn:aws:iam::aws:policy/",
            "arn:aws:iam::aws:policy/0",
            "arn:aws:iam::aws:policy/zzz",
            "arn:aws:iam::aws:policy/NoSuchPolicy",
            "arn:aws:iam::aws:policy/administratoraccess",
            "arn:aws:iam::aws:policy/AdministratorAccess/",
            "arn:aws:iam::aws:policy//AdministratorAccess",
            "arn:aws:iam::aws:policy/AdministratorAccess\t2015-02-06",
            "arn:aws:iam::123456789012:policy/AdministratorAccess",
            "arn:aws:iam::aws:role/AdministratorAccess",
            "arn::iam::aws:policy/AdministratorAccess",
            "arn:aws:s3:iam::aws:policy/AdministratorAccess",
            "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy",
        ] {
            assert_eq!(managed_policy(arn), None, "{arn}");
        }
    }

    #[test]
    fn every_line_is_a_policy_that_is_found_by_its_arn() {
        let data = include_str!("../data/managed.txt");
        let all: Vec<_> = managed_policies().collect();
        let lines: Vec<_> = data.lines().skip(1).collect();
        assert_eq!(all.len(), lines.len());
        assert!(all.is_sorted_by(|one, other| one.name < other.name), "sorted, and none twice");
        assert_eq!(data.lines().next().unwrap().rsplit(' ').next(), Some(managed_policies_date()));
        for (policy, line) in all.iter().zip(lines) {
            assert_eq!(format!("{}\t{}\t{}", policy.name, policy.date, policy.document), line);
            assert_eq!(managed_policy(&format!("arn:aws:iam::aws:policy/{}", policy.name)), Some(*policy));
            assert!(!policy.name.starts_with("aws-service-role/"), "{}", policy.name);
            let date: Vec<_> = policy.date.split('-').map(|part| (part.len(), part.parse::<u16>().is_ok())).collect();
            assert_eq!(date, [(4, true), (2, true), (2, true)], "{}", policy.name);
            assert!(policy.date <= managed_policies_date(), "{}", policy.name);
            let document: Value = serde_json::from_str(policy.document).unwrap();
            assert!(document["Statement"].is_array() || document["Statement"].is_object(), "{}", policy.name);
        }
    }

    #[test]
    fn no_block_is_much_larger_than_the_others() {
        for block in BLOCKS {
            // A policy longer than a block has one of its own.
            assert!(block.length <= 100_000, "{} has {}", block.first, block.length);
        }
    }
}
