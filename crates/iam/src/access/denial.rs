//! Denials in a document that names principals: what they leave of a statement that allows.

use crate::access::pin::Pins;
use crate::access::weigh;
use crate::action::{AccessLevel, Action};
use crate::catalog::catalog;
use crate::document::{Document, Kind};
use crate::pattern::Pattern;
use crate::statement::{Principal, Principals, Scope, Statement};

/// The denials that not just anybody evades.
pub(crate) struct Denials<'d> {
    all: Vec<(&'d Statement, Pins)>,
}

/// What is left of a statement that allows.
pub(crate) struct Left<'d> {
    from: &'d Statement,
    /// The patterns of actions; none of `NotAction`.
    patterns: Vec<&'d Pattern>,
    against: Vec<&'d Statement>,
}

impl<'d> Left<'d> {
    /// The patterns of actions, as they are written; none of `NotAction`.
    pub(crate) fn actions(&self) -> impl ExactSizeIterator<Item = &'d str> {
        self.patterns.iter().map(|pattern| pattern.as_str())
    }

    /// The highest level of what is allowed.
    pub(crate) fn level(&self) -> AccessLevel {
        let level = match &self.from.actions {
            Scope::Only(_) => self.patterns.iter().filter_map(|pattern| level(pattern, &self.against)).max(),
            Scope::AllBut(but) => level_of_rest(self.from, but, &self.against),
        };
        level.unwrap_or(AccessLevel::List)
    }
}

impl<'d> Denials<'d> {
    pub(crate) fn of(document: &'d Document) -> Self {
        let is_signed = document.kind == Kind::Trust;
        let denials = document.statements.iter().filter(|statement| !statement.allows());
        let with_spared =
            |statement: &'d Statement| Some((statement, weigh::spares(&statement.conditions, is_signed)?));
        Self { all: denials.filter_map(with_spared).collect() }
    }

    /// Those that hold for a principal, unless it is pinned in a wanted way.
    fn against(&self, who: &Principal, wanted: Pins) -> Vec<&'d Statement> {
        let all = self.all.iter().filter(|(denial, spared)| spared.are_among(wanted) && speaks_of(denial, who));
        all.map(|(denial, _)| *denial).collect()
    }

    /// Whether an action, in lower case, is denied on everything that a statement is about.
    pub(crate) fn take(&self, action: &str, from: &Statement, who: &Principal, wanted: Pins) -> bool {
        let mut against = self.against(who, wanted).into_iter();
        against.any(|denial| denial.actions.matches(action) && covers_resources(denial, from))
    }

    /// What a statement allows a principal that is not pinned in a wanted way; `None` if that is nothing.
    pub(crate) fn leave(&self, from: &'d Statement, who: &Principal, wanted: Pins) -> Option<Left<'d>> {
        let mut against = self.against(who, wanted);
        against.retain(|denial| covers_resources(denial, from));
        let patterns = match &from.actions {
            Scope::Only(patterns) => {
                let is_left = |pattern: &&Pattern| against.is_empty() || level(pattern, &against).is_some();
                let left: Vec<&Pattern> = patterns.iter().filter(is_left).collect();
                if left.is_empty() {
                    return None;
                }
                left
            }
            Scope::AllBut(but) => {
                let is_denied = against.iter().any(|denial| takes_the_rest(denial, but));
                if is_denied || !against.is_empty() && level_of_rest(from, but, &against).is_none() {
                    return None;
                }
                Vec::new()
            }
        };
        Some(Left { from, patterns, against })
    }
}

fn takes_the_rest(denial: &Statement, but: &[Pattern]) -> bool {
    match &denial.actions {
        Scope::Only(_) => denial.actions.is_everything(),
        Scope::AllBut(spared) => spared.iter().all(|spared| but.iter().any(|allowed_not| allowed_not.includes(spared))),
    }
}

/// Whether a denial holds for a principal and for whatever acts for it.
fn speaks_of(denial: &Statement, who: &Principal) -> bool {
    let is_of_account = |named: &Principal| match (named, who) {
        (Principal::Account(named), _) => who.account() == Some(named),
        _ => named == who,
    };
    match &denial.principals {
        None => true,
        Some(Principals::Only(named)) => {
            named.iter().any(|named| *named == Principal::Everyone || is_of_account(named))
        }
        Some(Principals::AllBut(spared)) => match who {
            // A denial for all but some spares nobody else.
            Principal::Everyone => !spared.contains(&Principal::Everyone),
            _ => !spared.iter().any(|spared| {
                *spared == Principal::Everyone
                    || spared == who
                    || spared.account().is_some() && spared.account() == who.account()
            }),
        },
    }
}

fn covers_resources(denial: &Statement, allowed: &Statement) -> bool {
    let Some(denied) = &denial.resources else { return true };
    if denied.is_everything() {
        return true;
    }
    match &allowed.resources {
        None => is_resource_itself(denied),
        Some(Scope::Only(patterns)) => patterns
            .iter()
            .all(|pattern| denied.includes(pattern) || pattern.is_everything() && is_resource_itself(denied)),
        Some(Scope::AllBut(_)) => is_resource_itself(denied),
    }
}

/// What a policy is attached to is written out: a bucket with its objects, or the one ARN of something else.
fn is_resource_itself(scope: &Scope) -> bool {
    let Scope::Only(patterns) = scope else { return false };
    let of_s3 = |pattern: &Pattern| {
        let (start, name) = pattern.as_str().split_once(":::")?;
        (start.starts_with("arn:") && start.ends_with(":s3")).then(|| name.to_owned())
    };
    let names: Vec<String> = patterns.iter().filter_map(of_s3).collect();
    if names.is_empty() {
        return patterns.iter().any(|pattern| pattern.is_literal() && pattern.as_str().starts_with("arn:"));
    }
    let has_objects = |bucket: &String| names.iter().any(|name| name.strip_suffix("/*") == Some(bucket));
    names.iter().any(|name| !name.contains('/') && (name.ends_with('*') || has_objects(name)))
}

/// The highest level of what a pattern stands for and nothing denies; `None` if all of it is denied.
fn level(pattern: &Pattern, against: &[&Statement]) -> Option<AccessLevel> {
    if against.iter().any(|denial| denial.actions.includes(pattern)) {
        return None;
    }
    let lower = pattern.as_str().to_ascii_lowercase();
    let Some((service, name)) = lower.split_once(':') else { return Some(AccessLevel::PermissionsManagement) };
    if service.contains(['*', '?']) {
        return Some(guess(name));
    }
    let Some(known) = catalog().service(service) else { return Some(guess(name)) };
    if pattern.is_literal() {
        return Some(known.action(name).map_or_else(|| guess(name), |action| action.level));
    }
    let start = name.split(['*', '?']).next().unwrap_or_default();
    let first = known.actions.partition_point(|action| &*action.lower < start);
    let actions = known.actions.iter().skip(first).take_while(|action| action.lower.starts_with(start));
    let is_all_of_start = name.len() == start.len() + 1 && name.ends_with('*');
    let full = |action: &Action| format!("{service}:{}", action.lower);
    let mut matched = actions.filter(|action| is_all_of_start || pattern.matches(&full(action))).peekable();
    if matched.peek().is_none() {
        return Some(guess(name));
    }
    let related: Vec<&&Statement> = against.iter().filter(|denial| denial.actions.intersects(pattern)).collect();
    let is_denied =
        |action: &Action| !related.is_empty() && related.iter().any(|denial| denial.actions.matches(&full(action)));
    matched.filter(|action| !is_denied(action)).map(|action| action.level).max()
}

/// The level of what `NotAction` allows: that of the services which the statement is about.
fn level_of_rest(from: &Statement, but: &[Pattern], against: &[&Statement]) -> Option<AccessLevel> {
    let services = services(from);
    let known: Vec<_> = services.iter().filter_map(|service| catalog().service(service)).collect();
    if known.is_empty() {
        return Some(AccessLevel::PermissionsManagement);
    }
    let actions =
        known.into_iter().flat_map(|service| service.actions.iter().map(move |action| (service.prefix, action)));
    let allowed = actions.filter(|(prefix, action)| {
        let full = format!("{prefix}:{}", action.lower);
        let is_named = but.iter().any(|pattern| pattern.matches(&full));
        !is_named && !against.iter().any(|denial| denial.actions.matches(&full))
    });
    allowed.map(|(_, action)| action.level).max()
}

/// The services that a statement is about by its resources, or else by its `NotAction`.
pub(crate) fn services(statement: &Statement) -> Vec<&str> {
    let is_name = |name: &&str| !name.is_empty() && !name.contains(['*', '?', '$']);
    let of_arn = |pattern: &'_ Pattern| pattern.as_str().strip_prefix("arn:").is_some();
    let resources = statement.resources.as_ref().map(Scope::patterns).unwrap_or_default();
    let mut services: Vec<&str> = resources
        .iter()
        .filter(|pattern| of_arn(pattern))
        .filter_map(|pattern| pattern.as_str().split(':').nth(2))
        .collect();
    if services.is_empty() && matches!(statement.actions, Scope::AllBut(_)) {
        let names = statement.actions.patterns().iter();
        services = names.filter_map(|pattern| Some(pattern.as_str().split_once(':')?.0)).collect();
    }
    services.retain(is_name);
    services.dedup();
    services
}

/// The level of what the catalogue does not know, by its verb.
fn guess(name: &str) -> AccessLevel {
    let begins = |verbs: &[&str]| verbs.iter().any(|verb| name.starts_with(verb));
    match name {
        _ if begins(&["list"]) => AccessLevel::List,
        _ if begins(&["get", "describe", "read", "batchget", "query", "scan", "search", "view"]) => AccessLevel::Read,
        _ if begins(&["tag", "untag"]) => AccessLevel::Tagging,
        _ if begins(&["*", "?"]) => AccessLevel::PermissionsManagement,
        _ => AccessLevel::Write,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOW: &str = r#""Effect":"Allow","Principal":"*""#;
    const DENY: &str = r#""Effect":"Deny","Principal":"*""#;

    /// What is left of the first statement: the actions and their level.
    fn left(statements: &[String]) -> Option<(Vec<String>, &'static str)> {
        let objects: Vec<String> = statements.iter().map(|statement| format!("{{{statement}}}")).collect();
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, objects.join(","));
        let document = Document::parse(&text, Kind::Resource);
        assert!(document.faults.is_empty(), "{:?}", document.faults);
        let left = Denials::of(&document).leave(&document.statements[0], &Principal::Everyone, Pins::ORGANIZATION)?;
        Some((left.actions().map(str::to_owned).collect(), left.level().as_str()))
    }

    fn expect(statements: &[String], actions: &[&str], level: &str) {
        let actions = actions.iter().map(|action| (*action).to_owned()).collect();
        assert_eq!(left(statements), Some((actions, level)), "{statements:?}");
    }

    fn on(start: &str, rest: &str) -> String {
        format!("{start},{rest}")
    }

    #[test]
    fn levels_are_those_of_the_catalogue() {
        for (actions, level) in [
            (r#""s3:GetObject""#, "read"),
            (r#""S3:List*""#, "list"),
            (r#"["s3:GetObject","s3:PutObject"]"#, "write"),
            (r#""s3:Put*""#, "permissions management"),
            (r#""sqs:*""#, "permissions management"),
            (r#""*""#, "permissions management"),
            (r#""*:Get*""#, "read"),
            (r#""s3:GetNewThing""#, "read"),
            (r#""newservice:Do""#, "write"),
            (r#""s3:*Tagging""#, "tagging"),
        ] {
            let found = left(&[on(ALLOW, &format!(r#""Action":{actions},"Resource":"*""#))]).unwrap();
            assert_eq!(found.1, level, "{actions}");
        }
        expect(
            &[on(
                ALLOW,
                r#""NotAction":["s3:Put*","s3:*Polic*","s3:*ACL","s3:*AccessPoint*"],"Resource":"arn:aws:s3:::b""#,
            )],
            &[],
            "permissions management",
        );
    }

    #[test]
    fn a_denial_takes_what_it_covers() {
        let allow = on(ALLOW, r#""Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::b/*""#);
        let deny = |rest: &str| on(DENY, rest);
        let all = ["s3:GetObject", "s3:PutObject"];
        expect(&[allow.clone(), deny(r#""Action":"s3:Put*","Resource":"*""#)], &["s3:GetObject"], "read");
        assert_eq!(left(&[allow.clone(), deny(r#""Action":"*","Resource":"arn:aws:s3:::b*""#)]), None);
        assert_eq!(left(&[allow.clone(), deny(r#""NotAction":"s3:ListBucket","Resource":"arn:aws:s3:::b/*""#)]), None);
        let org = r#""Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#;
        assert_eq!(left(&[allow.clone(), deny(&format!(r#""Action":"s3:*","Resource":"*",{org}"#))]), None);
        let spared = r#""Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/a"},"Action":"s3:*","Resource":"*""#;
        assert_eq!(left(&[allow.clone(), spared.to_owned()]), None);
        for less in [
            r#""Action":"s3:*","Resource":"arn:aws:s3:::b/private/*""#,
            r#""Action":"s3:*","Resource":"arn:aws:s3:::b""#,
            r#""NotAction":"s3:*","Resource":"*""#,
            r#""Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}"#,
            r#""Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#,
        ] {
            expect(&[allow.clone(), deny(less)], &all, "write");
        }
        let other = r#""Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*""#;
        expect(&[allow, other.to_owned()], &all, "write");
    }

    #[test]
    fn the_resource_itself_is_every_resource() {
        let bucket = on(ALLOW, r#""Action":"s3:*","Resource":"*""#);
        let deny = |resources: &str| on(DENY, &format!(r#""Action":"s3:*","Resource":{resources}"#));
        assert_eq!(left(&[bucket.clone(), deny(r#"["arn:aws:s3:::b","arn:aws:s3:::b/*"]"#)]), None);
        assert!(left(&[bucket.clone(), deny(r#""arn:aws:s3:::b/*""#)]).is_some());
        assert!(left(&[bucket, deny(r#""arn:aws:s3:::b""#)]).is_some());
        let queue = on(ALLOW, r#""Action":"sqs:*","Resource":"*""#);
        let denied = on(DENY, r#""Action":"sqs:*","Resource":"arn:aws:sqs:eu-west-1:111122223333:q""#);
        assert_eq!(left(&[queue, denied]), None);
    }

    #[test]
    fn wildcards_are_looked_into() {
        let allow = on(ALLOW, r#""Action":"sqs:*","Resource":"*""#);
        let writes = on(DENY, r#""NotAction":["sqs:Get*","sqs:List*"],"Resource":"*""#);
        expect(&[allow.clone(), writes.clone()], &["sqs:*"], "read");
        let reads = on(DENY, r#""Action":["sqs:Get*","sqs:List*"],"Resource":"*""#);
        assert_eq!(left(&[allow, writes, reads]), None);
    }
}
