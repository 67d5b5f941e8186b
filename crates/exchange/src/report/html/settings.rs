//! Settings the figures rest on, and the files they came from.

use maud::{Markup, html};

use super::table::{cell, number, table, words};
use crate::report::summary::*;
use crate::report::words::count;

/// Files whose unused columns are named.
const FILES_NAMED: usize = 6;

/// The section.
pub(super) fn section(summary: &Summary) -> Markup {
    let settings = summary.settings.iter().map(|s| vec![cell(&s.setting), cell(&s.value)]).collect();
    let file = |f: &FileEntry| vec![cell(&f.source), cell(count(f.rows)), html! { code { (f.sha256) } }];
    let unused = summary.tables.iter().filter(|t| t.unused_columns.iter().any(|c| c.filled > 0));
    html! {
        h2 id="settings" { "Settings and files" }
        (table("Settings the figures rest on", &[words("Setting"), words("Value")], settings))
        (table("Files", &[words("File"), number("Rows"), words("SHA-256")], summary.files.iter().map(file).collect()))
        @for t in unused.take(FILES_NAMED) { (not_used(t)) }
    }
}

fn not_used(t: &TableEntry) -> Markup {
    let names: Vec<&str> =
        t.unused_columns.iter().filter(|c| c.filled > 0).map(|c| c.name.as_str()).collect();
    html! { p.note { (t.source) " (" (t.table) ", mapping " (t.mapping) "): columns kept and not used: " (names.join(", ")) "." } }
}
