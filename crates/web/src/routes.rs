//! Every route, once: method, path, who may, what answers. A route without a guard does not compile.

use std::future::Future;
use std::pin::Pin;

use access::Action;

use crate::answer::{Answer, Failure};
use crate::asked::Asked;
use crate::pages;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anybody, signed in or not.
    Anybody,
    /// Whoever's password was right, for the second factor.
    HalfSignedIn,
    /// Whoever the table allows this.
    May(Action),
}

pub(crate) type Doing<'a> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;

/// A route.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// As axum writes paths.
    pub path: &'static str,
    /// Who may.
    pub guard: Guard,
    /// Whether its form sends a file.
    pub takes_file: bool,
    pub(crate) page: for<'a> fn(&'a Asked) -> Doing<'a>,
}

macro_rules! route {
    ($method:literal $path:literal, $guard:expr, $page:path) => {
        route!($method $path, $guard, $page, false)
    };
    ($method:literal $path:literal, $guard:expr, $page:path, $takes_file:literal) => {{
        fn answer(asked: &Asked) -> Doing<'_> {
            Box::pin($page(asked))
        }
        Route { method: $method, path: $path, guard: $guard, takes_file: $takes_file, page: answer }
    }};
}

use Action::*;
use Guard::{Anybody, HalfSignedIn, May};

/// Every route.
pub fn routes() -> &'static [Route] {
    ROUTES
}

pub(crate) static ROUTES: &[Route] = &[
    route!("GET" "/", Anybody, pages::home::first),
    route!("GET" "/set-up", Anybody, pages::set_up::form),
    route!("POST" "/set-up", Anybody, pages::set_up::set_up),
    route!("GET" "/join", Anybody, pages::set_up::invitation),
    route!("POST" "/join", Anybody, pages::set_up::join),
    route!("GET" "/sign-in", Anybody, pages::sign_in::form),
    route!("POST" "/sign-in", Anybody, pages::sign_in::sign_in),
    route!("POST" "/sign-in/demonstration", Anybody, pages::sign_in::demonstration),
    route!("GET" "/sign-in/code", HalfSignedIn, pages::second_factor::code_form),
    route!("POST" "/sign-in/code", HalfSignedIn, pages::second_factor::code),
    route!("GET" "/second-factor", HalfSignedIn, pages::second_factor::form),
    route!("POST" "/second-factor", HalfSignedIn, pages::second_factor::set_up),
    route!("POST" "/sign-out", Anybody, pages::sign_in::sign_out),
    route!("GET" "/help", Anybody, pages::help::words),
    route!("GET" "/accessibility", Anybody, pages::help::accessibility),
    route!("GET" "/static/{name}", Anybody, pages::help::sheet),
    route!("GET" "/my-work", May(SeeMyWork), pages::home::my_work),
    route!("GET" "/my-sessions", May(SeeMyWork), pages::sessions::mine),
    route!("POST" "/my-sessions/end", May(SeeMyWork), pages::sessions::end_mine),
    route!("GET" "/search", May(SearchRecords), pages::search::page),
    route!("GET" "/incidents/{source}/{reference}", May(ReadIncident), pages::incident::page),
    route!("GET" "/crimes/{source}/{reference}", May(ReadCrime), pages::crime::page),
    route!("GET" "/links", May(ReviewLinks), pages::links::list),
    route!("GET" "/links/review", May(ReviewLinks), pages::links::review),
    route!("POST" "/links/review", May(DecideLink), pages::links::decide),
    route!("GET" "/loads", May(ReadLoads), pages::loads::list),
    route!("GET" "/loads/{load}", May(ReadLoads), pages::loads::one),
    route!("GET" "/loads/{load}/reconciliation.csv", May(ReadLoads), pages::loads::csv),
    route!("GET" "/loads/{load}/reconciliation.xlsx", May(ReadLoads), pages::loads::xlsx),
    route!("GET" "/loads/{load}/quarantine", May(ReadQuarantine), pages::loads::quarantine),
    route!("GET" "/figures", May(ReadFigures), pages::figures::page),
    route!("GET" "/24-hour-recording", May(ReadFigures), pages::late::figures),
    route!("GET" "/late", May(ListLate), pages::late::list),
    route!("GET" "/late.csv", May(ListLate), pages::late::csv),
    route!("GET" "/late.xlsx", May(ListLate), pages::late::xlsx),
    route!("GET" "/completeness", May(ReadFigures), pages::completeness::page),
    route!("GET" "/safeguarding", May(ListSafeguarding), pages::safeguarding::list),
    route!("GET" "/safeguarding.csv", May(ListSafeguarding), pages::safeguarding::csv),
    route!("GET" "/safeguarding.xlsx", May(ListSafeguarding), pages::safeguarding::xlsx),
    route!("GET" "/safeguarding/{source}/{reference}", May(ListSafeguarding), pages::safeguarding::one),
    route!("POST" "/safeguarding/{source}/{reference}", May(AnswerSafeguarding), pages::safeguarding::answer),
    route!("GET" "/report", May(ListLate), pages::figures::report),
    route!("GET" "/sources", May(ManageSources), pages::sources::list),
    route!("POST" "/sources", May(ManageSources), pages::sources::send_in, true),
    route!("GET" "/sources/{upload}", May(ManageSources), pages::sources::one),
    route!("POST" "/sources/{upload}", May(ManageSources), pages::sources::change),
    route!("GET" "/accounts", May(ManageAccounts), pages::accounts::list),
    route!("GET" "/accounts/invite", May(ManageAccounts), pages::accounts::invite_form),
    route!("POST" "/accounts/invite", May(ManageAccounts), pages::accounts::invite),
    route!("GET" "/accounts/{account}", May(ManageAccounts), pages::accounts::one),
    route!("POST" "/accounts/{account}", May(ManageAccounts), pages::accounts::change),
    route!("POST" "/accounts/{account}/end-sessions", May(ManageAccounts), pages::accounts::end_sessions),
    route!("GET" "/restricted", May(ManageRestricted), pages::restricted::list),
    route!("POST" "/restricted", May(ManageRestricted), pages::restricted::restrict),
    route!("POST" "/restricted/lift", May(ManageRestricted), pages::restricted::lift),
    route!("GET" "/access-log", May(ReadAccessLog), pages::access_log::page),
    route!("GET" "/access-log.csv", May(ReadAccessLog), pages::access_log::csv),
    route!("GET" "/access-log.xlsx", May(ReadAccessLog), pages::access_log::xlsx),
    route!("GET" "/ledger", May(ReadLedger), pages::ledger::page),
];
