//! Accounts: which one a resource is in, as far as a plan tells.

use std::collections::BTreeSet;

use plangate_iam::{Document, Kind, Scope};

use crate::subject::{Subject, Subjects};

/// The accounts that a plan is for.
pub(crate) struct Accounts(BTreeSet<String>);

impl Accounts {
    /// Those of the callers that were looked up while planning, and of resources that exist.
    pub(crate) fn of(callers: &BTreeSet<String>, subjects: &Subjects<'_>) -> Self {
        let arns = subjects.all.iter().flat_map(|subject| subject.input.texts_of("arn"));
        let named = arns.filter_map(account_in).map(str::to_owned);
        Self(named.chain(callers.iter().cloned()).collect())
    }

    /// The account of a resource: its own ARN tells, or those that its policy is about, or there is just one.
    pub(crate) fn of_resource(&self, subject: &Subject<'_>, document: &Document) -> Option<String> {
        let own = subject.input.texts_of("arn").first().and_then(|arn| account_in(arn)).map(str::to_owned);
        let named = || {
            let scopes = document.statements.iter().filter_map(|statement| statement.resources.as_ref());
            let arns = scopes.flat_map(Scope::patterns).filter_map(|pattern| account_in(pattern.as_str()));
            let accounts: BTreeSet<&str> = arns.collect();
            only(&accounts).filter(|_| document.kind == Kind::Resource).map(|account| (*account).to_owned())
        };
        own.or_else(named).or_else(|| only(&self.0).cloned())
    }
}

fn only<T: Ord>(set: &BTreeSet<T>) -> Option<&T> {
    set.first().filter(|_| set.len() == 1)
}

/// The account in an ARN.
fn account_in(arn: &str) -> Option<&str> {
    let account = arn.strip_prefix("arn:")?.split(':').nth(3)?;
    (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then_some(account)
}
