//! The comparison of two sets of policies: what the later one gives and the earlier one did not, piece by piece.

use crate::action::AccessLevel;
use crate::statement::Effect;
use crate::widened::expand::{self, Named, expanded, highest, level};
use crate::widened::implies::{Test, contradict, missing};
use crate::widened::region::{Naming, Part, Who};
use crate::widened::side::{Rule, Side};

/// Why something is given now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// No statement allowed it.
    New,
    /// Statements allowed it under conditions that are gone, or ask for less.
    Conditions { gone: Vec<String>, less: Vec<String> },
    /// The boundary stopped it.
    Boundary,
    /// A statement denied it: its position among the denials before. It may still deny it in fewer cases.
    Denial { number: usize, is_partly: bool },
}

/// A piece that is given now.
#[derive(Debug)]
pub(crate) struct Gain<'a> {
    pub(crate) allow: &'a Rule<'a>,
    pub(crate) cause: Cause,
    pub(crate) level: AccessLevel,
    pub(crate) actions: Vec<String>,
    pub(crate) resource: &'a Part,
    pub(crate) who: &'a Who,
}

/// What policies have in common: an action of all of these, on a resource of all of these.
#[derive(Debug, Clone)]
struct Region<'a> {
    actions: Vec<&'a Part>,
    resources: Vec<&'a Part>,
    who: &'a Who,
    tests: Vec<&'a Test>,
}

/// What is the case with a region.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Verdict {
    /// Denied all the same.
    Denied,
    /// Given before, if nothing denied it.
    Covered,
    Gained(Cause),
}

/// The rules that reach all resources and principals of a region.
struct Reaching<'a> {
    denies: Vec<&'a Rule<'a>>,
    allows: Vec<&'a Rule<'a>>,
    boundary: Option<Vec<&'a Rule<'a>>>,
}

impl<'a> Reaching<'a> {
    fn actions(&self) -> Vec<&'a Part> {
        let rules = self.denies.iter().chain(&self.allows).chain(self.boundary.iter().flatten());
        rules.flat_map(|rule| &rule.actions).collect()
    }
}

/// Two sides that are compared.
#[derive(Debug)]
pub(crate) struct Comparison<'a> {
    pub(crate) before: &'a Side<'a>,
    pub(crate) after: &'a Side<'a>,
    pub(crate) naming: Naming<'a>,
}

impl<'a> Comparison<'a> {
    /// All that is given now and was not.
    pub(crate) fn gains(&self) -> Vec<Gain<'a>> {
        let mut gains = Vec::new();
        let has_same = |rules: &[Rule<'_>], rule: &Rule<'_>| rules.iter().any(|other| other.is_same(rule));
        let same_boundary = match (&self.before.boundary, &self.after.boundary) {
            (None, _) => true,
            (Some(before), Some(after)) => after.iter().all(|rule| has_same(before, rule)),
            (Some(_), None) => false,
        };
        let is_closed = same_boundary && self.before.denies.iter().all(|rule| has_same(&self.after.denies, rule));
        for allow in &self.after.allows {
            if is_closed && has_same(&self.before.allows, allow) {
                continue;
            }
            for action in &allow.actions {
                for resource in &allow.resources {
                    for who in &allow.who {
                        let tests = allow.tests.iter().collect();
                        let region = Region { actions: vec![action], resources: vec![resource], who, tests };
                        self.within_boundary(allow, region, &mut gains);
                    }
                }
            }
        }
        gains
    }

    fn within_boundary(&self, allow: &'a Rule<'a>, region: Region<'a>, gains: &mut Vec<Gain<'a>>) {
        let Some(boundary) = &self.after.boundary else {
            return self.judge(allow, &region, gains);
        };
        for rule in boundary {
            for action in rule.actions.iter().filter(|own| !region.actions.iter().any(|part| part.is_apart(own))) {
                for resource in
                    rule.resources.iter().filter(|own| !region.resources.iter().any(|part| part.is_apart(own)))
                {
                    let mut cut = region.clone();
                    cut.actions.push(action);
                    cut.resources.push(resource);
                    cut.tests.extend(&rule.tests);
                    self.judge(allow, &cut, gains);
                }
            }
        }
    }

    fn judge(&self, allow: &'a Rule<'a>, region: &Region<'a>, gains: &mut Vec<Gain<'a>>) {
        let is_nothing = |parts: &[&Part]| parts.iter().any(|part| part.is_empty());
        if is_nothing(&region.actions) || is_nothing(&region.resources) {
            return;
        }
        let reaching = self.reaching(region);
        let gain = |cause: Cause, named: Option<&[Named]>| Gain {
            allow,
            cause,
            level: named.map_or_else(|| level(&region.actions, &region.resources), highest),
            actions: shown(&region.actions, named),
            resource: narrowest(&region.resources),
            who: region.who,
        };
        let mut covered = None;
        match self.verdict(&reaching, region, &region.actions) {
            Verdict::Denied => return,
            Verdict::Covered => {}
            Verdict::Gained(cause) => {
                if let Some(one) = one_of(&region.actions) {
                    gains.extend(expand::can_be_on(&one, &region.resources).then(|| gain(cause, None)));
                    return;
                }
                let mut named = expanded(&region.actions, &reaching.actions());
                if named.is_empty() {
                    // The catalogue does not know any.
                    gains.push(gain(cause, None));
                    return;
                }
                named.retain(|name| name.is_on(&region.resources));
                let mut groups: Vec<(Cause, Vec<Named>)> = Vec::new();
                let mut others = Vec::new();
                let total = named.len();
                for name in named {
                    let one = Part::action(&name.full);
                    match self.verdict(&reaching, region, &[&one]) {
                        Verdict::Denied => {}
                        Verdict::Covered => others.push(name),
                        Verdict::Gained(cause) => match groups.iter_mut().find(|(known, _)| *known == cause) {
                            Some((_, names)) => names.push(name),
                            None => groups.push((cause, vec![name])),
                        },
                    }
                }
                for (cause, names) in groups {
                    gains.push(gain(cause, Some(&names).filter(|names| names.len() < total).map(Vec::as_slice)));
                }
                covered = Some(others);
            }
        }
        self.denials(allow, region, &reaching, covered.as_deref(), gains);
    }

    fn reaching(&self, region: &Region<'a>) -> Reaching<'a> {
        let reaches = |rule: &&Rule<'a>| {
            let effect = rule.statement.effect;
            rule.has_resources(&region.resources)
                && rule.who.iter().any(|who| self.naming.includes(who, region.who, effect))
        };
        Reaching {
            denies: self.after.denies.iter().filter(reaches).collect(),
            allows: self.before.allows.iter().filter(reaches).collect(),
            boundary: self.before.boundary.as_ref().map(|boundary| boundary.iter().filter(reaches).collect()),
        }
    }

    /// What certainly holds for a request of a region that gets through.
    fn premises(&self, reaching: &Reaching<'_>, region: &Region<'_>, actions: &[&Part]) -> Vec<Test> {
        let denies = reaching.denies.iter().filter(|deny| deny.has_actions(actions));
        let negated = denies.filter_map(|deny| match deny.tests.as_slice() {
            [test] => test.negated(),
            _ => None,
        });
        region.tests.iter().map(|test| (*test).clone()).chain(negated).collect()
    }

    fn verdict(&self, reaching: &Reaching<'_>, region: &Region<'_>, actions: &[&Part]) -> Verdict {
        let denies = |deny: &&Rule<'_>| deny.has_actions(actions) && missing(&region.tests, &deny.tests).is_empty();
        if reaching.denies.iter().any(denies) {
            return Verdict::Denied;
        }
        let premises = self.premises(reaching, region, actions);
        let premises: Vec<&Test> = premises.iter().collect();
        let allows = reaching.allows.iter().filter(|rule| rule.has_actions(actions));
        let lacking = allows.map(|rule| missing(&premises, &rule.tests)).min_by_key(Vec::len);
        match lacking {
            None => return Verdict::Gained(Cause::New),
            Some(lacking) if !lacking.is_empty() => {
                let keys = |is_there: bool| {
                    let of = lacking.iter().filter(|test| premises.iter().any(|own| own.is_about(test)) == is_there);
                    let mut keys: Vec<String> = of.map(|test| test.written.clone()).collect();
                    keys.sort();
                    keys.dedup();
                    keys
                };
                return Verdict::Gained(Cause::Conditions { gone: keys(false), less: keys(true) });
            }
            Some(_) => {}
        }
        let lets_through = |rule: &&Rule<'_>| rule.has_actions(actions) && missing(&premises, &rule.tests).is_empty();
        match &reaching.boundary {
            Some(boundary) if !boundary.iter().any(lets_through) => Verdict::Gained(Cause::Boundary),
            _ => Verdict::Covered,
        }
    }

    /// What of a region was denied before. `covered` names the actions that are looked at, if they are not all of the region.
    fn denials(
        &self,
        allow: &'a Rule<'a>,
        region: &Region<'a>,
        reaching: &Reaching<'a>,
        covered: Option<&[Named]>,
        gains: &mut Vec<Gain<'a>>,
    ) {
        for (number, deny) in self.before.denies.iter().enumerate() {
            for action in deny.actions.iter().filter(|own| !region.actions.iter().any(|part| part.is_apart(own))) {
                for resource in
                    deny.resources.iter().filter(|own| !region.resources.iter().any(|part| part.is_apart(own)))
                {
                    for who in deny.who.iter().filter(|own| !self.naming.spares(own, region.who)) {
                        let mut cut = region.clone();
                        cut.actions.push(action);
                        cut.resources.push(resource);
                        let Some((names, is_partly)) = self.undenied(deny, who, &cut, reaching, covered) else {
                            continue;
                        };
                        gains.push(Gain {
                            allow,
                            cause: Cause::Denial { number, is_partly },
                            level: names.as_deref().map_or_else(|| level(&cut.actions, &cut.resources), highest),
                            actions: shown(&cut.actions, names.as_deref()),
                            resource: narrowest(&cut.resources),
                            who: if self.naming.includes(who, region.who, Effect::Deny) { region.who } else { who },
                        });
                    }
                }
            }
        }
    }

    /// What is no longer denied of a region that a denial reached: the actions if they are not all, and whether some is still denied
    /// under other conditions. `None` if it is all denied.
    fn undenied(
        &self,
        deny: &Rule<'a>,
        who: &Who,
        cut: &Region<'a>,
        reaching: &Reaching<'a>,
        covered: Option<&[Named]>,
    ) -> Option<(Option<Vec<Named>>, bool)> {
        let premises = self.premises(reaching, cut, &cut.actions);
        let mut premises: Vec<&Test> = premises.iter().collect();
        if contradict(&premises, &deny.tests) {
            return None;
        }
        premises.extend(&deny.tests);
        let includes = |own: &Who, other: &Who| self.naming.includes(own, other, Effect::Deny);
        let reaches = |rule: &&Rule<'a>| {
            let names = |own: &Who| includes(own, who) || includes(own, cut.who);
            rule.has_resources(&cut.resources) && rule.who.iter().any(names)
        };
        let closed: Vec<&Rule<'a>> = self.after.denies.iter().filter(reaches).collect();
        let denies = |actions: &[&Part], in_all_cases: bool| {
            let holds = |rule: &&&Rule<'a>| !in_all_cases || missing(&premises, &rule.tests).is_empty();
            closed.iter().filter(holds).any(|rule| rule.has_actions(actions))
        };
        if denies(&cut.actions, true) {
            return None;
        }
        let is_partly = denies(&cut.actions, false);
        if let Some(one) = one_of(&cut.actions) {
            let is_covered = |names: &[Named]| names.iter().any(|name| name.holds(&one));
            let is_there = expand::can_be_on(&one, &cut.resources) && covered.is_none_or(is_covered);
            return is_there.then_some((None, is_partly));
        }
        let mut others = reaching.actions();
        others.extend(closed.iter().flat_map(|rule| &rule.actions));
        let mut named = expanded(&cut.actions, &others);
        if named.is_empty() {
            return covered.is_none().then_some((None, is_partly));
        }
        named.retain(|name| name.is_on(&cut.resources));
        let total = named.len();
        let is_left = |name: &Named| {
            let one = Part::action(&name.full);
            covered.is_none_or(|names| names.iter().any(|own| own.holds(&name.full))) && !denies(&[&one], true)
        };
        let left: Vec<Named> = named.into_iter().filter(is_left).collect();
        match left.len() {
            0 => None,
            length if length == total => Some((None, is_partly)),
            _ => Some((Some(left), is_partly)),
        }
    }

    /// The label of a denial that was there before.
    pub(crate) fn denial(&self, number: usize) -> Option<&Rule<'a>> {
        self.before.denies.get(number)
    }
}

/// The action that it is about, if it is one.
fn one_of(actions: &[&Part]) -> Option<String> {
    actions.iter().find_map(|part| match part {
        Part::Only(text) if text.exact().is_literal() => Some(text.exact().literal_prefix()),
        _ => None,
    })
}

/// The part that says most of what several have in common.
fn narrowest<'a>(parts: &[&'a Part]) -> &'a Part {
    static ALL: Part = Part::AllBut(Vec::new());
    parts.iter().copied().reduce(|one, other| if other.includes(&[one]) { one } else { other }).unwrap_or(&ALL)
}

fn shown(actions: &[&Part], named: Option<&[Named]>) -> Vec<String> {
    expand::shown(narrowest(actions), named)
}
