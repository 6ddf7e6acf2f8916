//! What AWS publishes of its services: their actions and resource types, found by name.

use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use crate::action::{AccessLevel, Action, ResourceType, SupportedResource};

include!(concat!(env!("OUT_DIR"), "/services.rs"));

const TEXT: &str = include_str!("../data/actions.txt");

/// All services. Each is read when it is first asked for.
#[derive(Debug)]
pub struct Catalog {
    entries: Box<[Entry]>,
}

#[derive(Debug)]
struct Entry {
    prefix: &'static str,
    text: &'static str,
    service: OnceLock<Service>,
}

/// A service, or what shares its prefix.
#[derive(Debug)]
pub struct Service {
    /// What its actions begin with: `s3`.
    pub prefix: &'static str,
    /// By lower-case name.
    pub actions: Vec<Action>,
    /// By name.
    pub resource_types: Vec<ResourceType>,
}

/// What is known of AWS.
#[must_use]
pub fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let entry = |(prefix, start, end): &(&'static str, usize, usize)| Entry {
            prefix,
            text: TEXT.get(*start..*end).unwrap_or_default(),
            service: OnceLock::new(),
        };
        Catalog { entries: SERVICES.iter().map(entry).collect() }
    })
}

impl Catalog {
    /// The day of the data: what AWS added later is not known.
    #[must_use]
    pub fn date(&self) -> &'static str {
        DATE
    }

    /// The service with a prefix, in any case.
    #[must_use]
    pub fn service(&self, prefix: &str) -> Option<&Service> {
        let at = self.entries.binary_search_by(|entry| in_lower_case(entry.prefix, prefix)).ok()?;
        self.entries.get(at).map(Entry::service)
    }

    /// All services, by prefix. Reads the whole of the data.
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        self.entries.iter().map(Entry::service)
    }

    /// The prefixes of all services, in order. Reads none of them.
    pub fn prefixes(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|entry| entry.prefix)
    }

    /// The action with a name such as `s3:GetObject`, in any case. Wildcards are not expanded.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&Action> {
        let (prefix, name) = name.split_once(':')?;
        self.service(prefix)?.action(name)
    }
}

impl Entry {
    fn service(&self) -> &Service {
        self.service.get_or_init(|| Service::read(self.prefix, self.text))
    }
}

impl Service {
    /// The action with a name, in any case.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&Action> {
        let at = self.actions.binary_search_by(|action| in_lower_case(&action.lower, name)).ok()?;
        self.actions.get(at)
    }

    /// The resource type with a name, as AWS writes it.
    #[must_use]
    pub fn resource_type(&self, name: &str) -> Option<&ResourceType> {
        let at = self.resource_types.binary_search_by(|resource| resource.name.cmp(name)).ok()?;
        self.resource_types.get(at)
    }

    /// Reads the lines of a service; `data/README.md` has their form.
    fn read(prefix: &'static str, text: &'static str) -> Self {
        let mut service = Self { prefix, actions: Vec::new(), resource_types: Vec::new() };
        let mut resources: Arc<[SupportedResource]> = Arc::default();
        let mut group_keys = "";
        for line in text.lines() {
            let mut fields = line.split('\t');
            match (fields.next(), fields.next().unwrap_or_default(), fields.next().unwrap_or_default()) {
                (Some("resource"), name, arns) => {
                    let keys = fields.next().unwrap_or_default();
                    service.resource_types.push(ResourceType { name, arns, keys });
                }
                (Some("on"), names, keys) => {
                    resources = names.split(',').filter_map(|name| service.supported(name)).collect();
                    group_keys = keys;
                }
                (Some(line), ..) => {
                    let Some((level, name)) = line.split_once(' ') else { continue };
                    let Some(level) = AccessLevel::from_letter(level) else { continue };
                    let (lower, resources) = (name.to_ascii_lowercase().into(), Arc::clone(&resources));
                    service.actions.push(Action { name, lower, level, resources, keys: group_keys });
                }
                _ => {}
            }
        }
        service.actions.sort_unstable_by(|one, other| one.lower.cmp(&other.lower));
        service
    }

    fn supported(&self, name: &str) -> Option<SupportedResource> {
        let (name, required) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
        Some(SupportedResource { resource: *self.resource_type(name)?, required })
    }
}

/// Compares a text in lower case with one in any case.
fn in_lower_case(lower: &str, any: &str) -> Ordering {
    lower.bytes().cmp(any.bytes().map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(action: &Action) -> Vec<(&'static str, bool)> {
        action.resources.iter().map(|supported| (supported.resource.name, supported.required)).collect()
    }

    #[test]
    fn actions_that_everyone_knows() {
        let known = |name: &str| {
            let action = catalog().action(name).unwrap();
            (action.level, names(action))
        };
        use AccessLevel::{List, PermissionsManagement, Read, Tagging, Write};
        assert_eq!(known("s3:GetObject"), (Read, vec![("accesspointobject", false), ("object", false)]));
        assert_eq!(known("s3:ListAllMyBuckets"), (List, vec![]));
        assert_eq!(known("s3:PutBucketPolicy"), (PermissionsManagement, vec![("bucket", true)]));
        assert_eq!(known("s3:DeleteBucket"), (Write, vec![("bucket", true)]));
        assert_eq!(known("iam:PassRole"), (Write, vec![("role", true)]));
        assert_eq!(known("iam:CreatePolicyVersion"), (PermissionsManagement, vec![("policy", true)]));
        assert_eq!(known("iam:TagRole"), (Tagging, vec![("role", true)]));
        assert_eq!(known("ec2:DescribeInstances"), (List, vec![]));
        assert_eq!(known("dynamodb:Scan"), (Read, vec![("index", false), ("table", true)]));
        assert_eq!(known("kms:Decrypt"), (Write, vec![("key", true)]));
        assert_eq!(known("sts:AssumeRole"), (Write, vec![("role", true)]));
        assert_eq!(known("sts:GetCallerIdentity"), (Read, vec![]));
    }

    #[test]
    fn only_what_has_resources_can_be_narrowed() {
        let action = |name: &str| catalog().action(name).unwrap();
        assert!(action("s3:GetObject").is_restrictable());
        assert!(!action("ec2:DescribeInstances").is_restrictable());
        let role = ["arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"];
        assert_eq!(action("iam:PassRole").arns().collect::<Vec<_>>(), role);
        let objects: Vec<_> = action("s3:GetObject").arns().collect();
        assert!(objects.contains(&"arn:${Partition}:s3:::${BucketName}/${ObjectName}"), "{objects:?}");
        assert_eq!(action("ec2:DescribeInstances").arns().count(), 0);
        // One type, two forms of ARNs.
        let service = catalog().service("apigateway").unwrap();
        let stages = [
            "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/stages",
            "arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/stages",
        ];
        assert_eq!(service.resource_type("Stages").unwrap().arns().collect::<Vec<_>>(), stages);
    }

    #[test]
    fn condition_keys_are_those_of_the_action_and_of_its_resources() {
        let keys = |name: &str| catalog().action(name).unwrap().condition_keys();
        let of_role = ["aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}"];
        let expected = BTreeSet::from(["iam:AssociatedResourceArn", "iam:PassedToService", of_role[0], of_role[1]]);
        assert_eq!(keys("iam:PassRole"), expected);
        assert!(keys("sts:AssumeRole").contains("sts:ExternalId"));
        assert!(keys("ec2:RunInstances").contains("ec2:InstanceType"));
        assert!(keys("s3:GetObject").contains("s3:BucketTag/${TagKey}"));
        assert_eq!(keys("ec2:DescribeInstances"), BTreeSet::from(["ec2:Region"]));
    }

    #[test]
    fn names_are_found_in_any_case_and_nothing_else_is() {
        let found = |name: &str| catalog().action(name).map(|action| action.name);
        for name in ["s3:GetObject", "S3:GETOBJECT", "s3:getobject"] {
            assert_eq!(found(name), Some("GetObject"));
        }
        for name in
            ["", ":", "s3", "s3:", "s3:Get*", "GetObject", "s4:GetObject", "s3:GetObject ", "*:*", "s3:Get:Object"]
        {
            assert_eq!(found(name), None, "{name}");
        }
        assert_eq!(catalog().service("Lambda").unwrap().prefix, "lambda");
        assert!(catalog().service("lambd").is_none());
    }

    #[test]
    fn levels_stand_in_order() {
        use AccessLevel::{List, PermissionsManagement, Read, Tagging, Write};
        let words = ["list", "read", "tagging", "write", "permissions management"];
        let levels = [List, Read, Tagging, Write, PermissionsManagement];
        assert!(levels.is_sorted());
        assert_eq!(levels.map(AccessLevel::as_str), words);
    }

    /// The file again, from what was read.
    fn written(service: &Service) -> String {
        let line = |fields: &[&str]| fields.join("\t").trim_end().to_owned() + "\n";
        let mut groups: BTreeSet<(String, &str, &str, String)> = BTreeSet::new();
        for action in &service.actions {
            let name = |(name, required): (&str, bool)| name.to_owned() + if required { "!" } else { "" };
            let names: Vec<_> = names(action).into_iter().map(name).collect();
            let level = action.level.as_str().get(..1).unwrap().to_uppercase();
            groups.insert((names.join(","), action.keys, action.name, level));
        }
        let mut text = format!("service {}\n", service.prefix);
        for resource in &service.resource_types {
            text.push_str(&line(&["resource", resource.name, resource.arns, resource.keys]));
        }
        let mut group = None;
        for (names, keys, name, level) in &groups {
            if group.replace((names, keys)) != Some((names, keys)) {
                text.push_str(&line(&["on", names, keys]));
            }
            text.push_str(&format!("{level} {name}\n"));
        }
        text
    }

    #[test]
    fn every_line_is_read_and_nothing_is_there_twice() {
        let (first, rest) = TEXT.split_once('\n').unwrap();
        assert_eq!(first.rsplit(' ').next(), Some(catalog().date()));
        let text: String = catalog().services().map(written).collect();
        assert!(text == rest, "what is read is not what is written");
        assert_eq!(catalog().services().count(), rest.lines().filter(|line| line.starts_with("service ")).count());
        for service in catalog().services() {
            assert!(!service.actions.is_empty(), "{}", service.prefix);
            let (actions, resources) = (&service.actions, &service.resource_types);
            assert!(actions.is_sorted_by(|one, other| one.lower < other.lower), "{}", service.prefix);
            assert!(resources.is_sorted_by(|one, other| one.name < other.name), "{}", service.prefix);
            for arn in resources.iter().flat_map(ResourceType::arns) {
                assert!(arn.starts_with("arn:${Partition}:"), "{arn}");
            }
            for action in actions {
                assert!(
                    action.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
                    "{}",
                    action.name
                );
                let found = catalog().action(&format!("{}:{}", service.prefix, action.name)).unwrap();
                assert!(std::ptr::eq(found, action));
            }
        }
    }
}
