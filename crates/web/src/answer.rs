//! What a page gives back: a page, a way to another, a file, or a failure as a person reads it.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use maud::Markup;
use store::Fault;

/// A page, before the frame is put around it.
pub(crate) struct Page {
    /// The one heading; also the title.
    pub title: String,
    /// What follows the heading.
    pub body: Markup,
    /// Whether it tells of a mistake in a form.
    pub has_errors: bool,
    /// Its status.
    pub status: StatusCode,
}

impl Page {
    pub(crate) fn new(title: impl Into<String>, body: Markup) -> Self {
        Self { title: title.into(), body, has_errors: false, status: StatusCode::OK }
    }

    /// A form again, with what is wrong in it.
    pub(crate) fn with_errors(title: impl Into<String>, body: Markup) -> Self {
        Self { title: title.into(), body, has_errors: true, status: StatusCode::BAD_REQUEST }
    }
}

/// A cookie to be set or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    Session([u8; 32]),
    Form([u8; 32]),
    Gone,
}

/// What a page gives back.
pub(crate) enum Answer {
    Page(Page, Vec<Cookie>),
    /// To another page of ours.
    See(String, Vec<Cookie>),
    /// A file to be kept.
    File {
        name: String,
        mime: &'static str,
        bytes: Vec<u8>,
    },
    /// Something that stays as it is under its name.
    Lasting {
        mime: &'static str,
        bytes: &'static [u8],
    },
    /// A page that is whole in itself: the report of a check.
    Whole(Vec<u8>),
}

impl From<Page> for Answer {
    fn from(page: Page) -> Self {
        Self::Page(page, Vec::new())
    }
}

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nothing here, or nothing that whoever asks may know of.
    NotFound,
    /// The table says no.
    Denied(String),
    /// Nobody is signed in, or not any more.
    SignIn(&'static str),
    /// The form does not carry its session's token, or came from elsewhere.
    Forged,
    /// The request cannot be read.
    Unreadable(StatusCode, String),
    /// Too many tries.
    TooMany,
    /// The access log cannot be written.
    NotLogged(Fault),
    /// The rules or the world say no.
    Fault(Fault),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Forms are told from others' by their origin, which `no-referrer` would hide.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
];
/// No script at all, nothing from elsewhere, no frame, forms to here alone.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// The report of a check brings its styles and plots within.
const POLICY_OF_WHOLE: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// An answer on the wire.
pub(crate) fn response(
    status: StatusCode,
    mime: &'static str,
    body: Vec<u8>,
    more: Vec<(HeaderName, String)>,
    https: bool,
) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    for (name, value) in more {
        if let Ok(value) = HeaderValue::from_str(&value) {
            if name == header::SET_COOKIE {
                headers.append(name, value);
            } else {
                headers.insert(name, value);
            }
        }
    }
    response
}

/// The security policy of a page that is whole in itself.
pub(crate) fn policy_of_whole() -> (HeaderName, String) {
    (header::CONTENT_SECURITY_POLICY, POLICY_OF_WHOLE.to_owned())
}

/// Names of the cookies.
pub(crate) const SESSION: &str = "onrecord";
pub(crate) const FORM: &str = "onrecord-form";

/// How a cookie is set: to this host alone, unseen by scripts, never sent from elsewhere.
pub(crate) fn set_cookie(cookie: Cookie, https: bool) -> Vec<(HeaderName, String)> {
    let secure = if https { "; Secure" } else { "" };
    let set = |name: &str, value: &str, age: &str| {
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}");
        (header::SET_COOKIE, text)
    };
    match cookie {
        Cookie::Session(token) => {
            vec![set(SESSION, &access::token::hex(&token), ""), set(FORM, "", "; Max-Age=0")]
        }
        Cookie::Form(token) => vec![set(FORM, &access::token::hex(&token), "")],
        Cookie::Gone => vec![set(SESSION, "", "; Max-Age=0"), set(FORM, "", "; Max-Age=0")],
    }
}
