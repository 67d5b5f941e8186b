//! From a request to an answer: who asks, whether they may, the page, the access log, the wire.

use std::net::SocketAddr;
use std::sync::Arc;

use access::session::{self, Standing};
use access::{Action, Status, token};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, DefaultBodyLimit, RawPathParams, Request};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::routing::{MethodFilter, on};
use store::sessions::Stage;
use tokio::net::TcpListener;

use crate::answer::{self, Answer, Cookie, FORM, Failure, Page, SESSION};
use crate::app::App;
use crate::asked::{Asked, Who};
use crate::failure;
use crate::frame;
use crate::routes::{Guard, ROUTES, Route};
use crate::uploads;

/// Largest form, bytes.
const MOST_FORM_BYTES: usize = 256 << 10;
/// Most fields of a form or a query.
const MOST_FIELDS: usize = 2_000;

/// Answers requests until the process ends, or `stop` does.
///
/// # Errors
/// What the system says of the listener.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// The router: the table of routes, and a page for whatever it does not hold.
fn router(app: &Arc<App>) -> Router {
    let add = |router: Router, route: &'static Route| {
        let app = app.clone();
        let handler =
            move |ConnectInfo(remote): ConnectInfo<SocketAddr>, params: RawPathParams, request: Request| {
                let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                let mut asked = Asked::new(app.clone(), route, remote.ip());
                asked.params = params;
                run(asked, request)
            };
        // Files have a limit of their own, in `uploads`.
        let method = if route.method == "POST" { MethodFilter::POST } else { MethodFilter::GET };
        router.route(route.path, on(method, handler))
    };
    let router = ROUTES.iter().fold(Router::new(), add);
    let (other, method) = (app.clone(), app.clone());
    let missing = move |app: Arc<App>, status: StatusCode| {
        move |ConnectInfo(remote): ConnectInfo<SocketAddr>, request: Request| {
            let asked = Asked::new(app.clone(), &NOWHERE, remote.ip());
            lost(asked, request, status)
        }
    };
    router
        .layer(DefaultBodyLimit::disable())
        .fallback(missing(other, StatusCode::NOT_FOUND))
        .method_not_allowed_fallback(missing(method, StatusCode::METHOD_NOT_ALLOWED))
}

/// What is asked for where there is no route.
static NOWHERE: Route = Route {
    method: "GET",
    path: "",
    guard: Guard::Anybody,
    takes_file: false,
    page: |_| Box::pin(async { Err(Failure::NotFound) }),
};

async fn lost(mut asked: Asked, request: Request, status: StatusCode) -> Response<Body> {
    let outcome = match identify(&mut asked, request.headers()).await {
        Err(failure) => Err(failure),
        Ok(_) if status == StatusCode::METHOD_NOT_ALLOWED => {
            Err(Failure::Unreadable(status, "This page does not take what was sent to it.".into()))
        }
        Ok(_) => Err(Failure::NotFound),
    };
    conclude(&asked, outcome).await
}

/// In a task of its own: a browser that hangs up breaks nothing half-way, and a page that panics ends
/// alone.
async fn run(asked: Asked, request: Request) -> Response<Body> {
    let https = asked.app.settings.https;
    tokio::spawn(async move { answered(asked, request).await }).await.unwrap_or_else(|_| {
        let text = "Something went wrong with this page. Nothing half-done was kept. Go back and try again.";
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        answer::response(status, "text/plain; charset=utf-8", text.as_bytes().to_vec(), Vec::new(), https)
    })
}

async fn answered(mut asked: Asked, request: Request) -> Response<Body> {
    let outcome = match prepare(&mut asked, request).await {
        Ok(()) => (asked.route.page)(&asked).await,
        Err(failure) => Err(failure),
    };
    conclude(&asked, outcome).await
}

/// Who asks, whether they may, and what they sent.
async fn prepare(asked: &mut Asked, request: Request) -> Result<(), Failure> {
    let (parts, body) = request.into_parts();
    asked.here = parts.uri.path_and_query().map_or_else(String::new, |here| here.as_str().to_owned());
    asked.query = fields(parts.uri.query().unwrap_or_default().as_bytes());
    let standing = identify(asked, &parts.headers).await?;
    if let Err(failure) = guard(asked, standing) {
        let is_form = asked.route.method == "POST" && !asked.route.takes_file;
        if is_form && matches!(failure, Failure::SignIn(_)) && from_here(&parts.headers).is_ok() {
            // What was typed is shown again, so that it is not lost with the session.
            asked.form = form(&parts.headers, body).await.unwrap_or_default();
        }
        return Err(failure);
    }
    if asked.token.is_none() {
        asked.token = Some(asked.app.store.surroundings().random()?);
        asked.is_new_token = true;
    }
    if asked.route.method == "POST" {
        from_here(&parts.headers)?;
        if asked.route.takes_file {
            return uploads::taken(asked, Request::from_parts(parts, body)).await;
        }
        asked.form = form(&parts.headers, body).await?;
        carries_token(asked)?;
    }
    Ok(())
}

/// A form carries the token of its session, or of the page before one.
pub(crate) fn carries_token(asked: &Asked) -> Result<(), Failure> {
    let token = asked.token.filter(|_| !asked.is_new_token).ok_or(Failure::Forged)?;
    if token::is_of_forms(asked.field("form_token"), &token) { Ok(()) } else { Err(Failure::Forged) }
}

/// How whoever asks stands, beside [`Asked::who`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SignedIn {
    No,
    Ended(&'static str),
    Half,
    Full,
}

async fn identify(asked: &mut Asked, headers: &HeaderMap) -> Result<SignedIn, Failure> {
    let Some(given) = cookie(headers, SESSION) else {
        asked.token = cookie(headers, FORM);
        return Ok(SignedIn::No);
    };
    let found = asked.app.store.session(token::digest(&given)).await?;
    let Some((session, account)) = found else {
        asked.token = cookie(headers, FORM);
        return Ok(SignedIn::Ended("You are not signed in."));
    };
    let now = asked.app.store.now();
    let why = match session::standing(&session.times, now) {
        Standing::Live => None,
        Standing::Idle => Some("You were signed out because nothing was done for 15 minutes."),
        Standing::TooOld => Some("You were signed out because you had been signed in for 12 hours."),
        Standing::Ended => Some("This session was ended."),
    };
    if let Some(why) = why {
        asked.token = cookie(headers, FORM);
        return Ok(SignedIn::Ended(why));
    }
    if session::is_to_note(&session.times, now) {
        asked.app.store.note_seen(session.digest.clone()).await?;
    }
    asked.token = Some(given);
    let is_of_force = asked.app.force().is_some_and(|force| force == account.force);
    let status = if is_of_force { account.status } else { Status::WrongForce };
    let stage = session.stage;
    asked.who = Some(Who { account, session, status });
    Ok(if stage == Stage::Full { SignedIn::Full } else { SignedIn::Half })
}

fn guard(asked: &mut Asked, standing: SignedIn) -> Result<(), Failure> {
    let sign_in = |standing| match standing {
        SignedIn::Ended(why) => Failure::SignIn(why),
        _ => Failure::SignIn("Sign in to see this page."),
    };
    match asked.route.guard {
        Guard::Anybody => {
            if standing == SignedIn::Half {
                asked.who = None;
            }
            Ok(())
        }
        Guard::HalfSignedIn if standing == SignedIn::Half => may(asked, Action::SeeMyWork),
        Guard::May(action) if standing == SignedIn::Full => may(asked, action),
        Guard::HalfSignedIn | Guard::May(_) => {
            asked.who = None;
            Err(sign_in(standing))
        }
    }
}

fn may(asked: &Asked, action: Action) -> Result<(), Failure> {
    let who = asked.who()?;
    let decision = asked.app.policy.decide_for_any_record(who.account.role, action, who.status);
    if decision.allow { Ok(()) } else { Err(Failure::Denied(decision.reason.to_owned())) }
}

/// A form is sent from our own pages: browsers say so.
fn from_here(headers: &HeaderMap) -> Result<(), Failure> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let from_elsewhere = text("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    let (origin, host) = (text("origin"), text("host").unwrap_or_default());
    let other_origin =
        origin.is_some_and(|origin| origin.split_once("://").is_none_or(|(_, from)| from != host));
    if from_elsewhere || other_origin { Err(Failure::Forged) } else { Ok(()) }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<[u8; 32]> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, _)| *key == name).find_map(|(_, value)| token::read(value))
}

async fn form(headers: &HeaderMap, body: Body) -> Result<Vec<(String, String)>, Failure> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        let what = "What was sent is not a form of these pages. Go back, and send the form on the page.";
        return Err(Failure::Unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, what.into()));
    }
    let bytes = axum::body::to_bytes(body, MOST_FORM_BYTES).await.map_err(|_| {
        let what = format!(
            "What was sent is larger than a form may be ({} KB). Nothing of it was kept.",
            MOST_FORM_BYTES >> 10
        );
        Failure::Unreadable(StatusCode::PAYLOAD_TOO_LARGE, what)
    })?;
    Ok(fields(&bytes))
}

fn fields(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes)
        .take(MOST_FIELDS)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

/// The access log first, then the wire.
async fn conclude(asked: &Asked, outcome: Result<Answer, Failure>) -> Response<Body> {
    let outcome = match outcome {
        Ok(answer) => {
            let shown = asked.take_shown();
            let logged = if shown.is_empty() { Ok(()) } else { asked.app.log.log(shown).await };
            logged.map_err(Failure::NotLogged).map(|()| answer)
        }
        Err(failure) => Err(failure),
    };
    outcome.map_or_else(|failure| failure::response(asked, failure), |answer| sent(asked, answer))
}

/// An answer on the wire.
pub(crate) fn sent(asked: &Asked, answer: Answer) -> Response<Body> {
    let https = asked.app.settings.https;
    let fresh = asked.token.filter(|_| asked.is_new_token).map(Cookie::Form);
    let cookies = |cookies: Vec<Cookie>| {
        // A session's cookie takes the place of a form's.
        let all = if cookies.is_empty() { fresh.into_iter().collect() } else { cookies };
        all.into_iter().flat_map(|one| answer::set_cookie(one, https)).collect::<Vec<_>>()
    };
    match answer {
        Answer::Page(page, set) => html(asked, &page, cookies(set)),
        Answer::See(href, set) => {
            let mut headers = cookies(set);
            headers.push((header::LOCATION, href));
            answer::response(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Vec::new(), headers, https)
        }
        Answer::File { name, mime, bytes } => {
            let headers = vec![(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
            answer::response(StatusCode::OK, mime, bytes, headers, https)
        }
        Answer::Lasting { mime, bytes } => {
            let headers = vec![(header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned())];
            answer::response(StatusCode::OK, mime, bytes.to_vec(), headers, https)
        }
        Answer::Whole(bytes) => answer::response(
            StatusCode::OK,
            "text/html; charset=utf-8",
            bytes,
            vec![answer::policy_of_whole()],
            https,
        ),
    }
}

/// A page with its frame on the wire.
pub(crate) fn html(asked: &Asked, page: &Page, headers: Vec<(header::HeaderName, String)>) -> Response<Body> {
    let body = frame::framed(asked, page);
    answer::response(page.status, "text/html; charset=utf-8", body, headers, asked.app.settings.https)
}

/// The address of a record's page.
pub(crate) fn record_href(of: &str, source: &str, reference: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let part = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    format!("/{of}/{}/{}", part(source), part(reference))
}

/// An address with a query.
pub(crate) fn href(path: &str, query: &[(&str, &str)]) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    query.iter().filter(|(_, value)| !value.is_empty()).for_each(|(name, value)| {
        text.append_pair(name, value);
    });
    let query = text.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
