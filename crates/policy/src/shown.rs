//! What may be shown of a subject, and its messages without secrets.

use plangate_plan::{AttributePath, Marks, Overlay, ReadError, SENSITIVE, Secrets, lookup};
use serde_json::value::RawValue;

use crate::input::Side;
use crate::subject::Subject;

/// Characters of a message that are shown.
const LONGEST_MESSAGE: usize = 400;

/// What may be shown of a resource: read only where there is a finding, the values only where they are shown.
pub(crate) struct Shown<'s> {
    values: Option<&'s RawValue>,
    address: &'s str,
    pub overlay: Overlay,
}

impl<'s> Shown<'s> {
    pub(crate) fn new(subject: &'s Subject<'_>) -> Result<Self, ReadError> {
        let address = subject.head.address.as_ref();
        let marks = |raw: Option<&RawValue>| match raw {
            Some(raw) => read(address, raw),
            None => Ok(Marks::None),
        };
        let Some(change) = subject.change else {
            return Ok(Self { values: None, address, overlay: Overlay::default() });
        };
        let side = subject.input.side;
        let unknown = if side == Side::After { marks(change.change.after_unknown)? } else { Marks::None };
        let overlay =
            Overlay { unknown, deferred: subject.input.deferred.clone(), sensitive: marks(side.sensitive(change))? };
        Ok(Self { values: side.values(change), address, overlay })
    }

    pub(crate) fn values(&self) -> Result<serde_json::Value, ReadError> {
        self.values.map_or(Ok(serde_json::Value::Null), |raw| read(self.address, raw))
    }

    /// The message without secrets; the very value that the finding points at is none of its words, however short it is.
    pub(crate) fn scrub(&self, secrets: &Secrets, path: &AttributePath, message: String) -> Result<String, ReadError> {
        let message = secrets.scrub(&message).into_owned();
        if !self.overlay.is_sensitive(path) {
            return Ok(cut(message));
        }
        Ok(cut(match lookup(&self.values()?, path) {
            Some(serde_json::Value::String(text)) if !text.is_empty() => message.replace(text, SENSITIVE),
            Some(serde_json::Value::Number(number)) => message.replace(&number.to_string(), SENSITIVE),
            _ => message,
        }))
    }
}

/// Messages quote values of any length. They are cut when secrets are out of them, and not before: half a secret would
/// not be recognised.
fn cut(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
        message.truncate(end);
        message.push('…');
    }
    message
}

fn read<'r, T: serde::Deserialize<'r>>(address: &str, raw: &'r RawValue) -> Result<T, ReadError> {
    serde_json::from_str(raw.get()).map_err(|error| ReadError::shape(&format!("a value or mark of {address}"), &error))
}
