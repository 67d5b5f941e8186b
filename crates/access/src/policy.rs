//! The table: role, action, scope, account status, allow, reason. The first line that fits decides, so
//! the lines that refuse everyone stand first and the one that refuses the rest stands last.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use crate::vocabulary::{Action, Role, Scope, Status};

/// The table as shipped, for a registrar to read.
pub const SHIPPED: &str = include_str!("../policy.csv");

/// The first line of the table.
const HEADER: &str = "role,action,scope,status,allow,reason";

/// One line; `None` fits all.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    number: usize,
    role: Option<Role>,
    action: Option<Action>,
    scope: Option<Scope>,
    status: Option<Status>,
    allow: bool,
    reason: String,
}

impl Line {
    fn fits(&self, role: Role, action: Action, scope: Scope, status: Status) -> bool {
        self.role.is_none_or(|one| one == role)
            && self.action.is_none_or(|one| one == action)
            && self.scope.is_none_or(|one| one == scope)
            && self.status.is_none_or(|one| one == status)
    }
}

/// The table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    lines: Vec<Line>,
}

/// Yes or no, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision<'p> {
    /// Whether it may be done.
    pub allow: bool,
    /// Why, as a person reads it.
    pub reason: &'p str,
    /// The line of the table that decided, from 2 (the header is line 1).
    pub line: usize,
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for PolicyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "policy.csv, line {}: {}", self.line, self.what)
    }
}

impl Policy {
    /// The table as shipped.
    ///
    /// # Errors
    /// Where a line cannot be read; a test holds that there is none.
    pub fn shipped() -> Result<Self, PolicyFault> {
        Self::read(SHIPPED)
    }

    /// Reads a table.
    ///
    /// # Errors
    /// The first line that cannot be read, or a table that leaves something undecided.
    pub fn read(text: &str) -> Result<Self, PolicyFault> {
        let mut numbered = (1..).zip(text.lines());
        if numbered.next().map(|(_, header)| header) != Some(HEADER) {
            return Err(PolicyFault { line: 1, what: alloc::format!("the header must be {HEADER}") });
        }
        let lines = numbered.map(|(number, text)| line(number, text)).collect::<Result<Vec<_>, _>>()?;
        let is_closed = lines.last().is_some_and(|last| {
            last.role.is_none() && last.action.is_none() && last.scope.is_none() && last.status.is_none()
        });
        if !is_closed {
            let what = "the last line must fit everything, so that nothing is left undecided".to_string();
            return Err(PolicyFault { line: lines.len() + 1, what });
        }
        Ok(Self { lines })
    }

    /// Whether someone of a role, whose account stands so, may do this where the record lies.
    pub fn decide(&self, role: Role, action: Action, scope: Scope, status: Status) -> Decision<'_> {
        let line = self.lines.iter().find(|line| line.fits(role, action, scope, status));
        line.map_or(Decision { allow: false, reason: "Nothing allows it.", line: 0 }, |line| Decision {
            allow: line.allow,
            reason: &line.reason,
            line: line.number,
        })
    }

    /// Whether any scope of records would be allowed: whether the page is for this role at all.
    pub fn decide_for_any_record(&self, role: Role, action: Action, status: Status) -> Decision<'_> {
        let of = |scope| self.decide(role, action, scope, status);
        let (own, force) = (of(Scope::OwnUnit), of(Scope::Force));
        if own.allow { own } else { force }
    }

    /// Numbers of lines that decide nothing, because earlier lines fit all that they fit.
    pub fn dead_lines(&self) -> Vec<usize> {
        let mut deciding: Vec<usize> = Vec::new();
        for &role in Role::ALL {
            for &action in Action::ALL {
                for &scope in Scope::ALL {
                    for &status in Status::ALL {
                        deciding.push(self.decide(role, action, scope, status).line);
                    }
                }
            }
        }
        self.lines.iter().map(|line| line.number).filter(|number| !deciding.contains(number)).collect()
    }
}

fn line(number: usize, text: &str) -> Result<Line, PolicyFault> {
    let wrong = |what: String| PolicyFault { line: number, what };
    let fields: Vec<&str> = text.split(',').collect();
    let [role, action, scope, status, allow, reason] = fields.as_slice() else {
        return Err(wrong(alloc::format!(
            "{} fields where six are needed; a reason has no comma",
            fields.len()
        )));
    };
    let allow = match *allow {
        "yes" => true,
        "no" => false,
        other => return Err(wrong(alloc::format!("\"{other}\" is neither yes nor no"))),
    };
    if reason.trim().is_empty() {
        return Err(wrong("no reason is given".into()));
    }
    let unknown = |what: &str, word: &str| wrong(alloc::format!("there is no {what} \"{word}\""));
    Ok(Line {
        number,
        role: any(role, Role::from_word).ok_or_else(|| unknown("role", role))?,
        action: any(action, Action::from_word).ok_or_else(|| unknown("action", action))?,
        scope: any(scope, Scope::from_word).ok_or_else(|| unknown("scope", scope))?,
        status: any(status, Status::from_word).ok_or_else(|| unknown("status", status))?,
        allow,
        reason: (*reason).to_string(),
    })
}

/// `Some(None)` for `*`, `None` for a word that is none.
fn any<T>(word: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if word == "*" { Some(None) } else { read(word).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Action::*;

    fn shipped() -> Policy {
        Policy::shipped().unwrap()
    }

    #[test]
    fn every_line_of_the_shipped_table_decides_something() {
        assert_eq!(shipped().dead_lines(), Vec::<usize>::new());
    }

    #[test]
    fn what_a_registrar_would_say() {
        let policy = shipped();
        for (role, action, scope, status, allow) in [
            (Role::Registrar, ReadIncident, Scope::Force, Status::Active, true),
            (Role::Registrar, ReadIncident, Scope::Restricted, Status::Active, false),
            (Role::Registrar, ReadIncident, Scope::Force, Status::Suspended, false),
            (Role::Officer, ReadIncident, Scope::OwnUnit, Status::Active, true),
            (Role::Officer, ReadIncident, Scope::Force, Status::Active, false),
            (Role::Auditor, ReviewLinks, Scope::Force, Status::Active, true),
            (Role::Auditor, DecideLink, Scope::Force, Status::Active, false),
            (Role::LocalPolicingBody, ReadFigures, Scope::Force, Status::Active, true),
            (Role::LocalPolicingBody, ListLate, Scope::Force, Status::Active, false),
            (Role::InformationManager, ReadAccessLog, Scope::Force, Status::Active, true),
            (Role::Administrator, ReadAccessLog, Scope::Force, Status::Active, false),
        ] {
            let decision = policy.decide(role, action, scope, status);
            assert_eq!(decision.allow, allow, "{role:?} {action:?} {scope:?} {status:?}: {decision:?}");
            assert!(!decision.reason.is_empty());
        }
    }

    #[test]
    fn nobody_but_an_active_account_may_do_anything() {
        let policy = shipped();
        for &role in Role::ALL {
            for &action in Action::ALL {
                for &scope in Scope::ALL {
                    for &status in Status::ALL.iter().filter(|status| **status != Status::Active) {
                        assert!(
                            !policy.decide(role, action, scope, status).allow,
                            "{role:?} {action:?} {status:?}"
                        );
                    }
                    assert!(!policy.decide(role, action, Scope::Restricted, Status::Active).allow);
                }
            }
        }
    }

    #[test]
    fn an_administrator_sees_no_content() {
        let policy = shipped();
        let content = [
            SearchRecords,
            ReadIncident,
            ReadCrime,
            ReviewLinks,
            DecideLink,
            ReadQuarantine,
            ListLate,
            ListSafeguarding,
            AnswerSafeguarding,
            ManageSources,
            ReadAccessLog,
            ManageRestricted,
        ];
        for action in content {
            for &scope in Scope::ALL {
                assert!(
                    !policy.decide(Role::Administrator, action, scope, Status::Active).allow,
                    "{action:?}"
                );
            }
        }
    }

    #[test]
    fn a_table_that_cannot_be_read_says_where() {
        for (text, line, what) in [
            ("role,action\n", 1, "the header"),
            ("role,action,scope,status,allow,reason\n*,*,*,*,maybe,x\n", 2, "neither yes nor no"),
            ("role,action,scope,status,allow,reason\nking,*,*,*,no,x\n", 2, "no role \"king\""),
            ("role,action,scope,status,allow,reason\n*,*,*,*,no,a, b\n", 2, "7 fields"),
            ("role,action,scope,status,allow,reason\n*,*,*,*,no, \n", 2, "no reason"),
            ("role,action,scope,status,allow,reason\n*,*,*,left,no,x\n", 2, "fit everything"),
        ] {
            let fault = Policy::read(text).unwrap_err();
            assert_eq!(fault.line, line, "{fault}");
            assert!(fault.to_string().contains(what), "{fault}");
        }
    }
}
