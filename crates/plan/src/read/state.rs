//! A state: what exists, read as a plan that changes nothing.

use serde_json::value::RawValue;

use crate::change::{Action, Mode, ResourceChange};
use crate::error::ReadError;
use crate::values::Values;

/// The managed resources below `values`. Data sources are left out, as plans leave out those that they have read.
pub(super) fn changes(values: &RawValue) -> Result<Vec<ResourceChange<'_>>, ReadError> {
    let values: Values<'_> =
        serde_json::from_str(values.get()).map_err(|error| ReadError::from_json(&error, "`values`"))?;
    let resources = values.root_module.into_resources();
    let managed = resources.into_iter().filter(|(_, resource)| resource.mode == Mode::Managed);
    Ok(managed.map(|(module, resource)| resource.into_change(module, Action::NoOp)).collect())
}

#[cfg(test)]
mod tests {
    use crate::{Action, Document, Kind, ReadError};

    fn document(json: &str) -> Document {
        Document::from_bytes(json.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn what_exists_is_a_change_of_nothing() {
        let state = document(
            r#"{"format_version":"1.0","terraform_version":"1.11.4","values":{
                "outputs":{"o":{"sensitive":false,"value":1,"type":"number"}},
                "root_module":{
                    "resources":[
                        {"address":"data.x_y.d","mode":"data","type":"x_y","name":"d","values":{},"sensitive_values":{}},
                        {"address":"x_y.a[0]","mode":"managed","type":"x_y","name":"a","index":0,"provider_name":"r/x",
                            "schema_version":0,"values":{"v":1},"sensitive_values":{"v":true},"tainted":true},
                        {"address":"x_y.a[0]","mode":"managed","type":"x_y","name":"a","index":0,"provider_name":"r/x",
                            "values":{"v":2},"sensitive_values":{},"deposed_key":"0badcafe"}],
                    "child_modules":[
                        {"address":"module.m[\"k\"]","child_modules":[{"address":"module.m[\"k\"].module.n","resources":[
                            {"address":"module.m[\"k\"].module.n.x_y.b","mode":"managed","type":"x_y","name":"b","values":{}}]}]},
                        {"address":"module.o","resources":[
                            {"address":"module.o.x_y.c","mode":"managed","type":"x_y","name":"c","values":{}}]}]}}}"#,
        );
        let plan = state.plan().unwrap();
        assert_eq!(plan.kind, Kind::State);
        let found: Vec<_> = plan
            .changes
            .iter()
            .map(|change| (change.address.as_ref(), change.module.as_ref(), change.deposed.as_deref()))
            .collect();
        let nested = r#"module.m["k"].module.n"#;
        assert_eq!(
            found,
            [
                ("x_y.a[0]", "", None),
                ("x_y.a[0]", "", Some("0badcafe")),
                (r#"module.m["k"].module.n.x_y.b"#, nested, None),
                ("module.o.x_y.c", "module.o", None),
            ]
        );
        let first = &plan.changes[0];
        assert_eq!(first.change.actions, [Action::NoOp]);
        assert_eq!((first.index.unwrap().get(), first.provider.as_ref()), ("0", "r/x"));
        for values in [first.change.before, first.change.after] {
            assert_eq!(values.unwrap().get(), r#"{"v":1}"#);
        }
        for marks in [first.change.before_sensitive, first.change.after_sensitive] {
            assert_eq!(marks.unwrap().get(), r#"{"v":true}"#);
        }
    }

    #[test]
    fn a_state_without_resources_is_read_and_one_without_values_is_not() {
        let state = document(r#"{"format_version":"1.0","values":{"root_module":{}}}"#);
        assert_eq!(state.plan().unwrap().changes.len(), 0);
        let error = |json: &str| document(json).plan().unwrap_err();
        assert!(matches!(error(r#"{"format_version":"1.0"}"#), ReadError::NotAPlan { .. }));
        assert!(matches!(error(r#"{"format_version":"1.0","values":null}"#), ReadError::NotAPlan { .. }));
        for (values, message) in [
            ("{}", "`values` is not as a plan has it: missing field `root_module`"),
            ("7", "`values` is not as a plan has it: a number where an object was expected"),
            (
                r#"{"root_module":{"resources":[{"address":"a.b","name":"b"}]}}"#,
                "`values` is not as a plan has it: missing field `type`",
            ),
        ] {
            assert_eq!(error(&format!(r#"{{"format_version":"1.0","values":{values}}}"#)).to_string(), message);
        }
    }

    #[test]
    fn a_plan_is_no_state_whatever_else_it_holds() {
        let plan = document(r#"{"format_version":"1.2","resource_changes":[],"values":{"root_module":{}}}"#);
        assert_eq!(plan.plan().unwrap().kind, Kind::Plan);
    }
}
