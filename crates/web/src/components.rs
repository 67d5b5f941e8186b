//! Components of GOV.UK Frontend as typed functions: what they take is what they need, and nothing on a
//! page is written in their classes but here.

use maud::{Markup, PreEscaped, html};

/// Text beneath a heading.
pub(crate) fn paragraph(text: &str) -> Markup {
    html! { p.govuk-body { (text) } }
}

/// A heading below the page's own.
pub(crate) fn heading(text: &str) -> Markup {
    html! { h2.govuk-heading-m { (text) } }
}

/// A link.
pub(crate) fn link(href: &str, text: &str) -> Markup {
    html! { a.govuk-link href=(href) { (text) } }
}

/// Something to be known before reading on.
pub(crate) fn inset(body: &Markup) -> Markup {
    html! { div.govuk-inset-text { (body) } }
}

/// Something that has consequences.
pub(crate) fn warning(text: &str) -> Markup {
    html! {
        div.govuk-warning-text {
            span.govuk-warning-text__icon aria-hidden="true" { "!" }
            strong.govuk-warning-text__text { span.govuk-visually-hidden { "Warning" } " " (text) }
        }
    }
}

/// Something that has just been done.
pub(crate) fn done(text: &str) -> Markup {
    html! {
        div.govuk-notification-banner.govuk-notification-banner--success role="alert" aria-labelledby="done-title" {
            div.govuk-notification-banner__header { h2.govuk-notification-banner__title #done-title { "Done" } }
            div.govuk-notification-banner__content { p.govuk-notification-banner__heading { (text) } }
        }
    }
}

/// The colour of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Grey,
    Green,
    Red,
    Yellow,
    Blue,
}

/// A word that says how something stands.
pub(crate) fn tag(text: &str, colour: Colour) -> Markup {
    let class = match colour {
        Colour::Grey => "govuk-tag govuk-tag--grey",
        Colour::Green => "govuk-tag govuk-tag--green",
        Colour::Red => "govuk-tag govuk-tag--red",
        Colour::Yellow => "govuk-tag govuk-tag--yellow",
        Colour::Blue => "govuk-tag govuk-tag--blue",
    };
    html! { strong class=(class) { (text) } }
}

/// Mistakes in a form, each with the field it is in.
pub(crate) fn error_summary(errors: &[(&str, String)]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.govuk-error-summary {
                div role="alert" {
                    h2.govuk-error-summary__title { "There is a problem" }
                    div.govuk-error-summary__body {
                        ul.govuk-list.govuk-error-summary__list {
                            @for (field, what) in errors { li { a href={ "#" (field) } { (what) } } }
                        }
                    }
                }
            }
        }
    }
}

fn error_of<'e>(errors: &'e [(&str, String)], field: &str) -> Option<&'e str> {
    errors.iter().find(|(name, _)| *name == field).map(|(_, what)| what.as_str())
}

/// A field of a form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Field<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub hint: &'a str,
    pub value: &'a str,
    /// `text`, `password`, `search`.
    pub kind: &'a str,
    /// What the browser may fill in.
    pub autocomplete: &'a str,
    /// What keyboard a telephone shows.
    pub mode: &'a str,
}

/// A field of one line.
pub(crate) fn input(field: &Field<'_>, errors: &[(&str, String)]) -> Markup {
    let error = error_of(errors, field.name);
    let described = described(field.name, !field.hint.is_empty(), error.is_some());
    html! {
        div.govuk-form-group.govuk-form-group--error[error.is_some()] {
            label.govuk-label for=(field.name) { (field.label) }
            (hint(field.name, field.hint))
            (error_message(field.name, error))
            input.govuk-input.govuk-input--error[error.is_some()] id=(field.name) name=(field.name)
                type=(if field.kind.is_empty() { "text" } else { field.kind }) value=(field.value)
                autocomplete=[Some(field.autocomplete).filter(|word| !word.is_empty())]
                inputmode=[Some(field.mode).filter(|word| !word.is_empty())]
                aria-describedby=[described] spellcheck="false";
        }
    }
}

fn described(name: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let hint = has_hint.then(|| format!("{name}-hint"));
    let error = has_error.then(|| format!("{name}-error"));
    let both: Vec<String> = hint.into_iter().chain(error).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

fn hint(name: &str, text: &str) -> Markup {
    html! { @if !text.is_empty() { div.govuk-hint id={ (name) "-hint" } { (text) } } }
}

fn error_message(name: &str, error: Option<&str>) -> Markup {
    html! {
        @if let Some(what) = error {
            p.govuk-error-message id={ (name) "-error" } {
                span.govuk-visually-hidden { "Error:" } " " (what)
            }
        }
    }
}

/// A choice of one from a list.
pub(crate) fn select(name: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        div.govuk-form-group {
            label.govuk-label for=(name) { (label) }
            select.govuk-select id=(name) name=(name) {
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
            }
        }
    }
}

/// Several of a list.
pub(crate) fn checkboxes(name: &str, legend: &str, hint_text: &str, options: &[(String, String)]) -> Markup {
    html! {
        div.govuk-form-group {
            fieldset.govuk-fieldset aria-describedby=[(!hint_text.is_empty()).then(|| format!("{name}-hint"))] {
                legend.govuk-fieldset__legend.govuk-fieldset__legend--s { (legend) }
                (hint(name, hint_text))
                div.govuk-checkboxes.govuk-checkboxes--small {
                    @for (at, (value, text)) in options.iter().enumerate() {
                        div.govuk-checkboxes__item {
                            input.govuk-checkboxes__input id={ (name) "-" (at) } name=(name) type="checkbox" value=(value);
                            label.govuk-label.govuk-checkboxes__label for={ (name) "-" (at) } { (text) }
                        }
                    }
                }
            }
        }
    }
}

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The one next step.
    Main,
    /// Another.
    Secondary,
    /// Something that has consequences.
    Warning,
}

/// A button that sends its form; `field` goes with it.
pub(crate) fn button(text: &str, kind: Kind, field: Option<(&str, &str)>) -> Markup {
    let class = match kind {
        Kind::Main => "govuk-button",
        Kind::Secondary => "govuk-button govuk-button--secondary",
        Kind::Warning => "govuk-button govuk-button--warning",
    };
    html! {
        button class=(class) type="submit" name=[field.map(|(name, _)| name)] value=[field.map(|(_, value)| value)] {
            (text)
        }
    }
}

/// A form that changes something. It carries its session's token.
pub(crate) fn form(action: &str, token: &str, body: &Markup) -> Markup {
    html! {
        form method="post" action=(action) novalidate {
            input type="hidden" name="form_token" value=(token);
            (body)
        }
    }
}

/// A form that sends a file in.
pub(crate) fn form_with_file(action: &str, token: &str, body: &Markup) -> Markup {
    html! {
        form method="post" action=(action) enctype="multipart/form-data" novalidate {
            input type="hidden" name="form_token" value=(token);
            (body)
        }
    }
}

/// A file to be chosen.
pub(crate) fn file(name: &str, label: &str, hint_text: &str, errors: &[(&str, String)]) -> Markup {
    let error = error_of(errors, name);
    html! {
        div.govuk-form-group.govuk-form-group--error[error.is_some()] {
            label.govuk-label for=(name) { (label) }
            (hint(name, hint_text))
            (error_message(name, error))
            input.govuk-file-upload id=(name) name=(name) type="file" aria-describedby=[described(name, true, error.is_some())];
        }
    }
}

/// A field of many lines.
pub(crate) fn text_area(name: &str, label: &str, value: &str, errors: &[(&str, String)]) -> Markup {
    let error = error_of(errors, name);
    html! {
        div.govuk-form-group.govuk-form-group--error[error.is_some()] {
            label.govuk-label for=(name) { (label) }
            (error_message(name, error))
            textarea.govuk-textarea.onrecord-code id=(name) name=(name) rows="20" spellcheck="false"
                aria-describedby=[described(name, false, error.is_some())] { (value) }
        }
    }
}

/// A form that only asks.
pub(crate) fn ask(action: &str, body: &Markup) -> Markup {
    html! { form method="get" action=(action) role="search" novalidate { (body) } }
}

/// Names and values.
pub(crate) fn summary(rows: &[(&str, Markup)]) -> Markup {
    html! {
        dl.govuk-summary-list {
            @for (name, value) in rows {
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (name) }
                    dd.govuk-summary-list__value { (value) }
                }
            }
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub name: String,
    /// Numbers stand to the right.
    pub is_number: bool,
    /// Where a link sorts by it.
    pub sort: Option<String>,
    /// How it is sorted now: `ascending`, `descending`.
    pub sorted: Option<&'static str>,
}

impl Column {
    pub(crate) fn text(name: &str) -> Self {
        Self { name: name.to_owned(), is_number: false, sort: None, sorted: None }
    }

    pub(crate) fn number(name: &str) -> Self {
        Self { is_number: true, ..Self::text(name) }
    }
}

/// A table with its caption. Wider than the page it scrolls by itself, also by keyboard.
pub(crate) fn table(caption: &str, columns: &[Column], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.onrecord-wide tabindex="0" role="region" aria-label=(caption) {
            table.govuk-table {
                caption.govuk-table__caption.govuk-table__caption--s { (caption) }
                thead.govuk-table__head {
                    tr.govuk-table__row { @for column in columns { (head(column)) } }
                }
                tbody.govuk-table__body {
                    @for row in rows {
                        tr.govuk-table__row {
                            @for (at, (column, cell)) in columns.iter().zip(row).enumerate() {
                                @if at == 0 { th.govuk-table__header scope="row" { (cell) } } @else { (cell_of(column, cell)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn head(column: &Column) -> Markup {
    html! {
        th.govuk-table__header.govuk-table__header--numeric[column.is_number] scope="col" aria-sort=[column.sorted] {
            @match &column.sort {
                Some(href) => { a.govuk-link.govuk-link--no-visited-state href=(href) { (column.name) } (arrow(column.sorted)) },
                None => (column.name),
            }
        }
    }
}

fn arrow(sorted: Option<&str>) -> Markup {
    html! {
        @match sorted {
            Some("ascending") => span aria-hidden="true" { " \u{25b2}" },
            Some(_) => span aria-hidden="true" { " \u{25bc}" },
            None => {},
        }
    }
}

fn cell_of(column: &Column, cell: &Markup) -> Markup {
    html! { td.govuk-table__cell.govuk-table__cell--numeric[column.is_number] { (cell) } }
}

/// To the page before and the page after.
pub(crate) fn pages(before: Option<String>, after: Option<String>) -> Markup {
    html! {
        @if before.is_some() || after.is_some() {
            nav.govuk-pagination aria-label="Pages" {
                @if let Some(href) = before {
                    div.govuk-pagination__prev {
                        a.govuk-link.govuk-pagination__link href=(href) rel="prev" { span.govuk-pagination__link-title { "Previous page" } }
                    }
                }
                @if let Some(href) = after {
                    div.govuk-pagination__next {
                        a.govuk-link.govuk-pagination__link href=(href) rel="next" { span.govuk-pagination__link-title { "Next page" } }
                    }
                }
            }
        }
    }
}

/// More, for whoever wants it.
pub(crate) fn details(summary: &str, body: &Markup) -> Markup {
    html! {
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { (summary) } }
            div.govuk-details__text { (body) }
        }
    }
}

/// A row of someone's personal data. Every such row on any page is drawn here, so that the rows on a
/// page can be counted against the access log ([`crate::asked::Asked::show`]).
pub(crate) fn person(body: &Markup) -> Markup {
    html! { div data-person="" { (body) } }
}

/// The log of an incident, a personal row.
pub(crate) fn log_text(text: &str) -> Markup {
    person(&html! { p.govuk-body.onrecord-log { (text) } })
}

/// Largest log-odds that a bar shows in full.
const FULL_BAR: f64 = 14.0;

/// What speaks for a link and what against it, in natural log-odds.
pub(crate) fn bars(bars: &[(String, f64)]) -> Markup {
    html! {
        dl.onrecord-bars {
            @for (name, weight) in bars {
                div {
                    dt.govuk-body-s { (name) }
                    dd.bar aria-hidden="true" { (bar(*weight)) }
                    dd.govuk-body-s.onrecord-number { (format!("{weight:+.2}")) }
                }
            }
        }
    }
}

fn bar(weight: f64) -> Markup {
    let width = (weight.abs() / FULL_BAR).min(1.0) * 100.0;
    let class = if weight < 0.0 { "against" } else { "for" };
    html! {
        svg viewBox="0 0 200 16" preserveAspectRatio="none" focusable="false" {
            rect x="99.5" y="0" width="1" height="16" fill="#505a5f" {}
            rect class=(class) x=(format!("{:.2}", if weight < 0.0 { 100.0 - width } else { 100.0 })) y="2"
                width=(format!("{width:.2}")) height="12" {}
        }
    }
}

/// Something that has no answer here, and why.
pub(crate) fn not_in_this_extract(why: &str) -> Markup {
    html! { span { "Not in this extract. " (why) } }
}

/// Nothing where a markup is wanted.
pub(crate) fn nothing() -> Markup {
    PreEscaped(String::new())
}

/// A text as a cell.
pub(crate) fn cell(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}
