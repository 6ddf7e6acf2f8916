//! Resource addresses: `module.net["eu"].data.aws_subnet.private[0]`, taken apart with the quoting of HCL.
//!
//! Keys may hold dots, brackets and escaped quotes, so an address can't be split at its dots.

mod token;

use std::fmt;
use std::str::FromStr;

use crate::change::Mode;
use token::error_at;
pub use token::{AddressError, InstanceKey, Part, tokenize};

/// A module on the way to a resource: `module.net["eu"]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleStep {
    /// The name of the call.
    pub name: String,
    /// The instance, where the call has `count` or `for_each`.
    pub key: Option<InstanceKey>,
}

/// The address of a resource instance, taken apart.
///
/// Displayed as Terraform writes it. Which characters of a key it leaves unescaped hangs on the Unicode version that it was
/// built with, so two texts may be the same address: compare addresses and not their texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The modules from the root; empty for the root module.
    pub modules: Vec<ModuleStep>,
    /// Managed, data or ephemeral.
    pub mode: Mode,
    /// The resource type.
    pub r#type: String,
    /// The name in the configuration.
    pub name: String,
    /// The instance, where the resource has `count` or `for_each`.
    pub key: Option<InstanceKey>,
}

/// The address with `[*]` for every instance key: what the instances of a resource have in common.
#[must_use]
pub fn without_keys(address: &str) -> String {
    let Ok(parts) = tokenize(address) else { return address.to_owned() };
    let mut text = String::with_capacity(address.len());
    for part in &parts {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&part.name);
        for _key in &part.keys {
            text.push_str("[*]");
        }
    }
    text
}

/// A resource in the terms of `configuration`, where modules are calls and nothing has instance keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConfigAddress {
    /// Names of the module calls from the root.
    pub modules: Vec<String>,
    /// `aws_subnet.private`, or `data.aws_subnet.private`.
    pub resource: String,
}

/// Takes the instance keys off a resource address.
///
/// # Errors
/// As parsing an [`Address`].
pub fn to_config_address(address: &str) -> Result<ConfigAddress, AddressError> {
    address.parse::<Address>().map(ConfigAddress::from)
}

impl fmt::Display for ConfigAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.modules.iter().try_for_each(|name| write!(f, "module.{name}."))?;
        f.write_str(&self.resource)
    }
}

impl From<Address> for ConfigAddress {
    fn from(Address { modules, mode, r#type, name, .. }: Address) -> Self {
        let modules = modules.into_iter().map(|module| module.name).collect();
        let resource = [prefix(mode), &r#type, ".", &name].concat();
        Self { modules, resource }
    }
}

/// What stands before the type.
fn prefix(mode: Mode) -> &'static str {
    match mode {
        Mode::Managed => "",
        Mode::Data => "data.",
        Mode::Ephemeral => "ephemeral.",
    }
}

impl FromStr for Address {
    type Err = AddressError;

    /// Reads the address of a resource instance.
    ///
    /// # Errors
    /// What [`tokenize`] refuses, keys where none may stand, and text that does not end in a resource's type and name.
    fn from_str(text: &str) -> Result<Self, AddressError> {
        let error = |what| error_at(text, "", what);
        let mut parts = tokenize(text)?.into_iter();
        let mut next = || parts.next().ok_or_else(|| error("a resource is written `type.name`"));
        let mut modules = Vec::new();
        let mut part = next()?;
        while part.name == "module" {
            bare(part).ok_or_else(|| error(MISPLACED))?;
            let (name, key) = instance(next()?).ok_or_else(|| error(MISPLACED))?;
            modules.push(ModuleStep { name, key });
            part = next()?;
        }
        let mode = match part.name.as_ref() {
            "data" => Mode::Data,
            "ephemeral" => Mode::Ephemeral,
            _ => Mode::Managed,
        };
        if mode != Mode::Managed {
            bare(part).ok_or_else(|| error(MISPLACED))?;
            part = next()?;
        }
        let r#type = bare(part).ok_or_else(|| error(MISPLACED))?;
        let (name, key) = instance(next()?).ok_or_else(|| error(MISPLACED))?;
        if parts.next().is_some() {
            return Err(error("a resource is written `type.name`"));
        }
        Ok(Self { modules, mode, r#type, name, key })
    }
}

const MISPLACED: &str = "a key stands where none can";

/// A name that has no key.
fn bare(part: Part<'_>) -> Option<String> {
    part.keys.is_empty().then(|| part.name.into_owned())
}

/// A name that has one key at most.
fn instance(part: Part<'_>) -> Option<(String, Option<InstanceKey>)> {
    let mut keys = part.keys.into_iter();
    let key = keys.next();
    keys.next().is_none().then(|| (part.name.into_owned(), key))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = |key: &Option<InstanceKey>| key.as_ref().map(ToString::to_string).unwrap_or_default();
        for module in &self.modules {
            write!(f, "module.{}{}.", module.name, key(&module.key))?;
        }
        write!(f, "{}{}.{}{}", prefix(self.mode), self.r#type, self.name, key(&self.key))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn text(key: &str) -> InstanceKey {
        InstanceKey::Text(key.to_owned())
    }

    #[test]
    fn a_config_address_has_no_instance_keys() {
        let address = to_config_address(r#"module.net["eu"].module.sub[0].data.aws_ami.a[0]"#).unwrap();
        assert_eq!(address.modules, ["net", "sub"]);
        assert_eq!(address.resource, "data.aws_ami.a");
        assert!(to_config_address("module.net").is_err());
        assert!(to_config_address("aws_ami").is_err());
    }

    #[test]
    fn instances_have_their_address_without_keys_in_common() {
        assert_eq!(without_keys(r#"module.m["a.b"].x_y.z[0]"#), "module.m[*].x_y.z[*]");
        assert_eq!(without_keys("x_y.z"), "x_y.z");
        assert_eq!(without_keys("x_y.z[\"open"), "x_y.z[\"open");
    }

    #[test]
    fn an_address_is_modules_mode_type_name_and_key() {
        let address: Address = r#"module.module["a.b"].module.sub.data.aws_ami.a[0]"#.parse().unwrap();
        let step = |name: &str, key| ModuleStep { name: name.to_owned(), key };
        let expected = Address {
            modules: vec![step("module", Some(text("a.b"))), step("sub", None)],
            mode: Mode::Data,
            r#type: "aws_ami".to_owned(),
            name: "a".to_owned(),
            key: Some(InstanceKey::Number(0)),
        };
        assert_eq!(address, expected);
        assert_eq!("ephemeral.x_y.z".parse::<Address>().unwrap().mode, Mode::Ephemeral);
        assert_eq!("x_y.z[*]".parse::<Address>().unwrap().key, Some(InstanceKey::Unknown));
    }

    #[test]
    fn what_is_no_address_of_a_resource_is_refused() {
        let error = |text: &str| text.parse::<Address>().unwrap_err().what;
        for text in ["a", "module.m", "module.m.a", "data.a", "a.b.c", "data.a.b.c", "action.a.b"] {
            assert_eq!(error(text), "a resource is written `type.name`", "{text}");
        }
        for text in ["a[0].b", "module[0].m.a.b", "data[0].a.b", "a.b[0][1]", "module.m[0][1].a.b"] {
            assert_eq!(error(text), MISPLACED, "{text}");
        }
        for text in ["a.b[+1]", "a.b[-1]", "a.b[]"] {
            assert_eq!(error(text), "a key must be a number or quoted", "{text}");
        }
    }

    /// All addresses of resources in a document, with the raw instance key where there is one beside it.
    fn addresses(value: &Value, found: &mut Vec<(String, Option<Value>)>) {
        if let (Some(Value::String(address)), Some(_)) = (value.get("address"), value.get("mode")) {
            found.push((address.clone(), value.get("index").cloned()));
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| addresses(item, found)),
            Value::Object(members) => members.values().for_each(|member| addresses(member, found)),
            _ => {}
        }
    }

    #[test]
    fn every_address_of_the_fixtures_comes_back() {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans")];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.ends_with("plan.json") {
                    addresses(&serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap(), &mut found);
                } else if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        assert!(found.len() > 1000, "{}", found.len());
        for (written, index) in found {
            let address: Address = written.parse().unwrap();
            assert_eq!(address.to_string(), written);
            if let Some(index) = index {
                let key = match &index {
                    Value::String(key) => text(key),
                    number => InstanceKey::Number(number.as_u64().unwrap()),
                };
                assert_eq!(address.key, Some(key), "{written}");
            }
        }
    }

    /// Keys with what is special in them more often than chance has it.
    fn keys() -> impl Strategy<Value = Option<InstanceKey>> {
        prop_oneof![
            Just(None),
            Just(Some(InstanceKey::Unknown)),
            any::<u64>().prop_map(|number| Some(InstanceKey::Number(number))),
            r#"([$%{}"\\\[\].\r\n\t \x1b]|\PC|.){0,12}"#.prop_map(|key| Some(InstanceKey::Text(key))),
            proptest::collection::vec(any::<char>(), 0..8)
                .prop_map(|key| Some(InstanceKey::Text(key.into_iter().collect()))),
        ]
    }

    fn names() -> impl Strategy<Value = String> {
        "[a-zé_][a-z0-9_-]{0,8}"
            .prop_filter("a word of addresses", |name| !["module", "data", "ephemeral"].contains(&name.as_str()))
    }

    prop_compose! {
        fn any_address()(
            modules in proptest::collection::vec((names(), keys()), 0..3),
            mode in prop_oneof![Just(Mode::Managed), Just(Mode::Data), Just(Mode::Ephemeral)],
            r#type in names(),
            name in names(),
            key in keys(),
        ) -> Address {
            let modules = modules.into_iter().map(|(name, key)| ModuleStep { name, key }).collect();
            Address { modules, mode, r#type, name, key }
        }
    }

    proptest! {
        #[test]
        fn any_address_comes_back_as_it_went_in(address in any_address()) {
            let written = address.to_string();
            let read: Address = written.parse().unwrap();
            prop_assert_eq!(read.to_string(), written);
            prop_assert_eq!(read, address);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = tokenize(&text);
            let _ = to_config_address(&text);
            if let Ok(address) = text.parse::<Address>() {
                prop_assert_eq!(address.to_string().parse(), Ok(address));
            }
        }
    }
}
