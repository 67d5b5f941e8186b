//! One kind of table: it scrolls inside itself on a narrow screen, can be reached by keyboard, and its
//! first column names its rows.

use maud::{Markup, html};

/// Longest reference or code printed in a list; the CSV beside the page holds all of it.
pub(in crate::report) const CELL_CHARS: usize = 60;

/// A column: its header and what its cells hold.
#[derive(Clone, Copy)]
pub(in crate::report) struct Column {
    name: &'static str,
    class: &'static str,
}

/// A column of words.
pub(in crate::report) const fn words(name: &'static str) -> Column {
    Column { name, class: "w" }
}

/// A column of references or times, which never break.
pub(in crate::report) const fn reference(name: &'static str) -> Column {
    Column { name, class: "r" }
}

/// A column of numbers, set right.
pub(in crate::report) const fn number(name: &'static str) -> Column {
    Column { name, class: "n" }
}

/// A column of sentences, wide enough to read on a narrow screen.
pub(in crate::report) const fn sentences(name: &'static str) -> Column {
    Column { name, class: "s" }
}

/// A cell of text, escaped.
pub(in crate::report) fn cell(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// A table under its caption; captions are unique on the page, for they name the regions too.
pub(in crate::report) fn table(caption: &str, columns: &[Column], rows: Vec<Vec<Markup>>) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { span { (caption) } }
                thead { tr { @for column in columns { th class=(column.class) scope="col" { (column.name) } } } }
                tbody { @for cells in rows { (row(columns, cells)) } }
            }
        }
    }
}

fn row(columns: &[Column], cells: Vec<Markup>) -> Markup {
    html! {
        tr {
            @for (at, (cell, column)) in cells.into_iter().zip(columns).enumerate() {
                @if at == 0 { th class=(column.class) scope="row" { (cell) } }
                @else { td class=(column.class) { (cell) } }
            }
        }
    }
}
