//! The pages: server-rendered, plain forms, no script. Routes are declared once, in `routes::ROUTES`,
//! each with its action; the router is built from that table and nothing else adds a route.
//!
//! A page that shows a person is written to the access log before it is sent; where it cannot be, it is
//! not sent.
#![forbid(unsafe_code)]

mod answer;
mod app;
mod asked;
mod components;
mod dispatch;
mod failure;
mod files;
mod frame;
mod pages;
mod picture;
mod routes;
mod uploads;
mod viewer;
mod words;

pub use app::{App, Settings};
pub use dispatch::serve;
pub use pages::sign_in::DEMONSTRATION_NAME;
pub use routes::{Guard, Route, routes};
