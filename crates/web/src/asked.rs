//! What is asked: who, where, with which words; and what has been shown of people so far.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use access::{Decision, Scope, Status};
use store::access_log::{Operation, Reading};
use store::accounts::Account;
use store::sessions::Session;

use crate::answer::Failure;
use crate::app::App;
use crate::routes::Route;

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    pub account: Account,
    pub session: Session,
    /// As the table sees it: an account of another force stands so, whatever else it is.
    pub status: Status,
}

/// A file that was sent in.
#[derive(Debug)]
pub(crate) struct Upload {
    /// The folder of its own in which it waits.
    pub folder: std::path::PathBuf,
    /// As the sender named it, made harmless.
    pub name: String,
    pub n_bytes: u64,
}

/// What is asked.
pub(crate) struct Asked {
    pub app: Arc<App>,
    pub route: &'static Route,
    pub who: Option<Who>,
    /// The cookie's token: of the session, or of a form before one.
    pub token: Option<[u8; 32]>,
    /// Whether the token was made for this answer, and goes out with it.
    pub is_new_token: bool,
    /// The path with its query, to come back to after signing in.
    pub here: String,
    pub params: BTreeMap<String, String>,
    pub query: Vec<(String, String)>,
    pub form: Vec<(String, String)>,
    pub upload: Option<Upload>,
    pub remote: IpAddr,
    shown: Mutex<Vec<Reading>>,
}

impl Asked {
    pub(crate) fn new(app: Arc<App>, route: &'static Route, remote: IpAddr) -> Self {
        Self {
            app,
            route,
            who: None,
            token: None,
            is_new_token: false,
            here: String::new(),
            params: BTreeMap::new(),
            query: Vec::new(),
            form: Vec::new(),
            upload: None,
            remote,
            shown: Mutex::default(),
        }
    }

    /// Who asks; the guard of the route has seen to it that there is someone.
    pub(crate) fn who(&self) -> Result<&Who, Failure> {
        self.who.as_ref().ok_or(Failure::SignIn("Sign in to see this page."))
    }

    /// A part of the path.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// A word of the query; empty for none.
    pub(crate) fn query(&self, name: &str) -> &str {
        find(&self.query, name)
    }

    /// A field of the form, without outer space; empty for none.
    pub(crate) fn field(&self, name: &str) -> &str {
        find(&self.form, name).trim()
    }

    /// Every value of a field.
    pub(crate) fn fields(&self, name: &str) -> Vec<String> {
        let values = self.form.iter().filter(|(field, _)| field == name);
        values.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
    }

    /// The token that forms of this page carry.
    pub(crate) fn form_token(&self) -> String {
        self.token.as_ref().map(access::token::of_forms).unwrap_or_default()
    }

    /// What the table says of whoever asks.
    pub(crate) fn decide(&self, action: access::Action, scope: Scope) -> Option<Decision<'_>> {
        let who = self.who.as_ref()?;
        Some(self.app.policy.decide(who.account.role, action, scope, who.status))
    }

    /// Whether whoever asks may do this anywhere.
    pub(crate) fn may(&self, action: access::Action) -> bool {
        self.who.as_ref().is_some_and(|who| {
            self.app.policy.decide_for_any_record(who.account.role, action, who.status).allow
        })
    }

    /// Notes that personal rows of a record are about to be shown. What is not noted here must not be
    /// shown: [`crate::components::person`] marks each such row, and a test counts them.
    pub(crate) fn show(&self, operation: Operation, subject: String, n_people: u64) {
        let Some(who) = &self.who else { return };
        let reading =
            Reading { actor: who.account.id.clone(), operation, page: self.route.path, subject, n_people };
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).push(reading);
    }

    /// Writes to the access log now, before something is changed.
    pub(crate) async fn log_change(&self, subject: String) -> Result<(), Failure> {
        let reading = Reading {
            actor: self.who()?.account.id.clone(),
            operation: Operation::Altered,
            page: self.route.path,
            subject,
            n_people: 0,
        };
        self.app.log.log(vec![reading]).await.map_err(Failure::NotLogged)
    }

    /// Takes what is about to be shown.
    pub(crate) fn take_shown(&self) -> Vec<Reading> {
        std::mem::take(&mut *self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn find<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}
