//! Which resources a statement is on: every one of a type, or some.

use crate::catalog::catalog;
use crate::pattern::Pattern;
use crate::statement::Scope;

/// The resources of a statement.
pub(crate) enum Reach<'s> {
    /// `*`
    Everything,
    /// What one of these matches.
    Only(Vec<Arn<'s>>),
    /// All that none of these matches.
    AllBut(Vec<Arn<'s>>),
}

/// A pattern of resources with the parts of an ARN.
pub(crate) struct Arn<'s> {
    pattern: &'s Pattern,
    parts: Parts<'s>,
}

/// `arn`, partition, service, region, account, and the resource with all its colons; less where there are fewer colons.
#[derive(Clone, Copy)]
struct Parts<'t>([Option<&'t str>; 6]);

impl<'t> Parts<'t> {
    /// Colons in a placeholder or policy variable don't count.
    fn of(text: &'t str) -> Self {
        let mut parts = [None; 6];
        let mut rest = Some(text);
        for (number, part) in parts.iter_mut().enumerate() {
            let Some(text) = rest else { break };
            let cut = if number < 5 { colon(text) } else { None };
            *part = text.get(..cut.unwrap_or(text.len()));
            rest = cut.and_then(|cut| text.get(cut + 1..));
        }
        Self(parts)
    }

    fn partition(&self) -> &'t str {
        self.0[1].unwrap_or("*")
    }

    fn service(&self) -> &'t str {
        self.0[2].unwrap_or("*")
    }

    fn region(&self) -> &'t str {
        self.0[3].unwrap_or("*")
    }

    fn account(&self) -> &'t str {
        self.0[4].unwrap_or("*")
    }

    fn resource(&self) -> Option<&'t str> {
        self.0[5]
    }
}

fn colon(text: &str) -> Option<usize> {
    let mut is_inside = false;
    let mut before = 0;
    text.bytes().position(|byte| {
        match byte {
            b'{' if before == b'$' => is_inside = true,
            b'}' => is_inside = false,
            _ => {}
        }
        before = byte;
        byte == b':' && !is_inside
    })
}

fn has_wildcard(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// What stands before the first wildcard, placeholder or variable.
fn fixed(text: &str) -> &str {
    text.split(['*', '?', '$']).next().unwrap_or_default()
}

/// Whether it is nothing but wildcards.
fn is_all(text: &str) -> bool {
    text.contains('*') && text.bytes().all(|byte| matches!(byte, b'*' | b'?'))
}

impl<'s> Arn<'s> {
    fn of(pattern: &'s Pattern) -> Self {
        Self { pattern, parts: Parts::of(pattern.as_str()) }
    }

    /// Whether it matches every resource with an ARN by a template of AWS. Partition, region and account may be fixed; if
    /// it has to be `exact`, the region may not.
    fn covers(&self, template: &str, exact: bool) -> bool {
        if is_all(self.pattern.as_str()) {
            return true;
        }
        let (own, of) = (self.parts, Parts::of(template));
        let is_other_service = !has_wildcard(own.service()) && own.service() != of.service();
        let resource = of.resource().unwrap_or("*");
        let is_other_resource = own.resource().is_some_and(|own| !fixed(resource).starts_with(fixed(own)));
        let is_one = !has_wildcard(self.pattern.as_str()) && resource.contains('$');
        if is_other_service || is_other_resource || is_one {
            return false;
        }
        if own.resource().is_some_and(is_all)
            && let Some(answer) = covers_by_parts(own, of, exact)
        {
            return answer;
        }
        let partition = if own.partition().starts_with("aws") { own.partition() } else { "?*" };
        let region = match of.region() {
            fixed if !fixed.starts_with('$') => fixed,
            _ if exact => "?*",
            _ => Some(own.region()).filter(|region| is_region(region)).unwrap_or("?*"),
        };
        let account = match of.account() {
            fixed if !fixed.starts_with('$') => fixed,
            _ => Some(own.account()).filter(|account| is_account(account)).unwrap_or("?*"),
        };
        let (service, resource) = (open(of.service()), open(resource));
        self.pattern.includes(&Pattern::new(&format!("arn:{partition}:{service}:{region}:{account}:{resource}")))
    }

    /// Whether it matches all ARNs, of one partition at least.
    fn is_total(&self) -> bool {
        let text = self.pattern.as_str();
        let partition = self.parts.partition();
        let partition = if partition.starts_with("aws") { partition } else { "?*" };
        is_all(text)
            || has_wildcard(self.parts.service())
                && self.pattern.includes(&Pattern::new(&format!("arn:{partition}:?*:*:*:?*")))
    }

    /// Whether it may match all resources of some type of a service.
    fn may_cover_type(&self, prefix: &str) -> bool {
        let types = catalog().service(prefix).map_or(&[][..], |service| &service.resource_types);
        types.iter().any(|of| of.arns().any(|template| self.covers(template, false)))
    }
}

/// The same for a pattern of any resource, if all its other parts are either fixed or any.
fn covers_by_parts(own: Parts<'_>, of: Parts<'_>, exact: bool) -> Option<bool> {
    let covers = |own: &str, of: &str, may_be: fn(&str) -> bool| match (is_all(own), has_wildcard(own)) {
        (true, _) => Some(true),
        (false, true) => None,
        // After a `*` it may be another part than it seems.
        (false, false) if of.starts_with('$') => may_be(own).then_some(true),
        (false, false) => Some(own == of),
    };
    let in_region = match covers(own.region(), of.region(), is_region)? {
        true if exact && of.region().starts_with('$') => is_all(own.region()),
        in_region => in_region,
    };
    let of_account = covers(own.account(), of.account(), is_account)?;
    let in_partition = covers(own.partition(), of.partition(), |partition| partition.starts_with("aws"))?;
    let of_service = covers(own.service(), of.service(), |_| true)?;
    Some(in_region && of_account && in_partition && of_service)
}

/// A template with wildcards for its placeholders: each stands for one character at least.
fn open(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(['$', '*']) {
        text.push_str(before);
        text.push_str("?*");
        let is_placeholder = after.starts_with('{');
        rest = if is_placeholder { after.split_once('}').map_or("", |(_, rest)| rest) } else { after };
    }
    text.push_str(rest);
    text
}

fn is_region(text: &str) -> bool {
    text.contains('-') || text.starts_with("${")
}

/// Not `aws`, to which the policies and documents of AWS itself belong.
fn is_account(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'*' | b'?');
    text.starts_with("${") || !text.is_empty() && text.bytes().all(is_digit)
}

impl<'s> Reach<'s> {
    pub(crate) fn of(resources: Option<&'s Scope>) -> Self {
        let Some(scope) = resources else { return Self::Everything };
        let arns = |patterns: &'s [Pattern]| patterns.iter().map(Arn::of).collect();
        match scope {
            Scope::Only(patterns) if patterns.iter().any(|pattern| is_all(pattern.as_str())) => Self::Everything,
            Scope::Only(patterns) => Self::Only(arns(patterns)),
            Scope::AllBut(patterns) => Self::AllBut(arns(patterns)),
        }
    }

    /// Whether every resource with an ARN by a template is in it, or all but a few; of no template, whether actions that
    /// are on no resource are.
    pub(crate) fn covers(&self, template: Option<&str>) -> bool {
        self.holds(template, false)
    }

    /// The same for what takes away: what is left in another region is still there.
    pub(crate) fn takes(&self, template: Option<&str>) -> bool {
        self.holds(template, true)
    }

    fn holds(&self, template: Option<&str>, exact: bool) -> bool {
        let covered = |arns: &[Arn<'_>], exact| match template {
            Some(template) => arns.iter().any(|arn| arn.covers(template, exact)),
            None => arns.iter().any(|arn| is_all(arn.pattern.as_str())),
        };
        match self {
            Self::Everything => true,
            Self::Only(arns) => covered(arns, exact),
            // What may be left out of what is on everything may not be left in what leaves out.
            Self::AllBut(arns) => !covered(arns, !exact),
        }
    }

    /// The patterns that have every resource with an ARN by a template.
    pub(crate) fn covering(&self, template: Option<&str>) -> Vec<&'s Pattern> {
        let (Self::Only(arns), Some(template)) = (self, template) else { return Vec::new() };
        arns.iter().filter(|arn| arn.covers(template, false)).map(|arn| arn.pattern).collect()
    }

    /// Whether all resources of all types are in it.
    pub(crate) fn is_total(&self) -> bool {
        match self {
            Self::Everything => true,
            Self::Only(arns) => arns.iter().any(Arn::is_total),
            Self::AllBut(arns) => arns.iter().all(|arn| {
                let service = arn.parts.service();
                !has_wildcard(arn.pattern.as_str()) || !has_wildcard(service) && !arn.may_cover_type(service)
            }),
        }
    }

    /// Whether it is certain that no type is covered by it.
    pub(crate) fn is_narrow(&self) -> bool {
        match self {
            Self::Everything | Self::AllBut(_) => false,
            // One document of AWS serves to run all commands.
            Self::Only(arns) => !arns.iter().any(|arn| {
                has_wildcard(arn.pattern.as_str()) || arn.parts.account().is_empty() && arn.parts.service() == "ssm"
            }),
        }
    }

    /// Whether all resources of a type of the service may be in it.
    pub(crate) fn may_cover_type(&self, prefix: &str) -> bool {
        match self {
            Self::Everything | Self::AllBut(_) => true,
            Self::Only(arns) => arns.iter().any(|arn| arn.may_cover_type(prefix)),
        }
    }

    /// The same for a service, or for any.
    pub(crate) fn may_cover_some_type(&self, service: Option<&str>) -> bool {
        match service {
            Some(service) => self.may_cover_type(service),
            None => {
                self.services().is_none_or(|services| services.into_iter().any(|service| self.may_cover_type(service)))
            }
        }
    }

    /// The services of its ARNs; `None` where they can be any.
    pub(crate) fn services(&self) -> Option<Vec<&'s str>> {
        let Self::Only(arns) = self else { return None };
        let service = |arn: &Arn<'s>| Some(arn.parts.service()).filter(|service| !has_wildcard(service));
        arns.iter().map(service).collect()
    }

    /// Whether the user that makes the request is in it by name.
    pub(crate) fn has_own_user(&self) -> bool {
        let Self::Only(arns) = self else { return false };
        arns.iter().any(|arn| {
            let user = arn.parts.resource().filter(|resource| resource.starts_with("user/"));
            arn.parts.service() == "iam"
                && user.is_some_and(|user| user.to_ascii_lowercase().ends_with("/${aws:username}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(texts: &[&str]) -> Scope {
        Scope::Only(texts.iter().map(|text| Pattern::new(text)).collect())
    }

    fn but(texts: &[&str]) -> Scope {
        Scope::AllBut(texts.iter().map(|text| Pattern::new(text)).collect())
    }

    const ROLE: &str = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";
    const POLICY: &str = "arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}";
    const OBJECT: &str = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
    const BUCKET: &str = "arn:${Partition}:s3:::${BucketName}";
    const QUEUE: &str = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";
    const FUNCTION: &str = "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}";

    #[track_caller]
    fn expect(text: &str, template: &str, expected: bool) {
        let scope = scope(&[text]);
        assert_eq!(Reach::of(Some(&scope)).covers(Some(template)), expected, "{text} covers {template}");
    }

    #[test]
    fn every_resource_of_a_type() {
        for (text, template) in [
            ("*", ROLE),
            ("?*", ROLE),
            ("arn:*", ROLE),
            ("arn:aws:*", ROLE),
            ("arn:aws:iam::*", ROLE),
            ("arn:aws:iam::*:*", ROLE),
            ("arn:aws:iam::*:role/*", ROLE),
            ("arn:*:iam::111122223333:role/*", ROLE),
            ("arn:aws-cn:iam::111122223333:role*", ROLE),
            ("arn:aws:iam::${aws:PrincipalAccount}:role/*", ROLE),
            ("arn:aws:s3:::*", OBJECT),
            ("arn:aws:s3:::*", BUCKET),
            ("arn:aws:s3:::*/*", OBJECT),
            ("arn:aws:sqs:eu-west-1:111122223333:*", QUEUE),
            ("arn:*:sqs:eu-*:*:*", QUEUE),
            ("arn:aws:lambda:*:function:*", FUNCTION),
            ("arn:aws:lambda:*:*:function:*", FUNCTION),
        ] {
            expect(text, template, true);
        }
    }

    #[test]
    fn some_resources_of_a_type() {
        for (text, template) in [
            ("arn:aws:iam::*:role/app-*", ROLE),
            ("arn:aws:iam::*:role/service-role/*", ROLE),
            ("arn:aws:iam::*:role/*-app", ROLE),
            ("arn:aws:iam::*:user/*", ROLE),
            ("arn:aws:iam::*:role/${aws:username}", ROLE),
            ("arn:aws:iam::*:role/${aws:username}-*", ROLE),
            ("arn:aws:iam::111122223333:role/app", ROLE),
            ("arn:aws:iam::aws:policy/*", POLICY),
            ("arn:aws:s3:::logs-*", BUCKET),
            ("arn:aws:s3:::logs/*", OBJECT),
            ("arn:aws:s3:::*/public/*", OBJECT),
            ("arn:aws:s3:::*/*", BUCKET),
            ("arn:aws:sqs:*:orders*", QUEUE),
            ("arn:aws:sqs:*:*:orders*", QUEUE),
            ("arn:aws:sns:*:*:*", QUEUE),
        ] {
            expect(text, template, false);
        }
    }

    #[test]
    fn what_leaves_a_few_out_is_on_every_resource() {
        let covers = |scope: &Scope, template: Option<&str>| Reach::of(Some(scope)).covers(template);
        assert!(covers(&but(&["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]), Some(OBJECT)));
        assert!(covers(&but(&["arn:aws:iam::*:user/*"]), Some(ROLE)));
        assert!(!covers(&but(&["arn:aws:iam::111122223333:role/*"]), Some(ROLE)));
        assert!(covers(&but(&["arn:aws:sqs:eu-west-1:*:*"]), Some(QUEUE)), "other regions are left");
        assert!(covers(&but(&["arn:aws:s3:::*"]), None));
        assert!(!covers(&but(&["*"]), None));
        assert!(!covers(&scope(&["arn:aws:s3:::*"]), None));
    }

    #[test]
    fn what_takes_away_takes_all_regions() {
        let takes = |scope: &Scope, template: &str| Reach::of(Some(scope)).takes(Some(template));
        assert!(takes(&scope(&["arn:aws:sqs:*:111122223333:*"]), QUEUE));
        assert!(!takes(&scope(&["arn:aws:sqs:eu-west-1:111122223333:*"]), QUEUE));
        assert!(takes(&but(&["arn:aws:sqs:*:*:orders"]), QUEUE));
        assert!(!takes(&but(&["arn:aws:sqs:eu-west-1:*:*"]), QUEUE), "what is left is every queue of a region");
    }

    #[test]
    fn all_there_is() {
        let is_total = |scope: &Scope| Reach::of(Some(scope)).is_total();
        for total in ["*", "arn:*", "arn:aws:*", "arn:aws:*:*:*:*"] {
            assert!(is_total(&scope(&[total])), "{total}");
        }
        for some in ["arn:aws:iam::*", "arn:aws:*:us-east-1:*:*", "arn:aws:*:*:*:x*"] {
            assert!(!is_total(&scope(&[some])), "{some}");
        }
        assert!(is_total(&but(&["arn:aws:s3:::logs/*"])));
        assert!(!is_total(&but(&["arn:aws:iam::*:role/*"])));
        assert!(!is_total(&but(&["*"])));
    }

    #[test]
    fn ones_own_user() {
        let has = |text: &str| Reach::of(Some(&scope(&[text]))).has_own_user();
        assert!(has("arn:aws:iam::*:user/${aws:username}"));
        assert!(has("arn:aws:iam::*:user/*/${aws:UserName}"));
        assert!(!has("arn:aws:iam::*:user/x-${aws:username}"));
        assert!(!has("arn:aws:iam::*:mfa/${aws:username}"));
    }
}
