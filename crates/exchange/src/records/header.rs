//! A header of several rows: names under a heading that spans them, as merged cells leave it.

/// Joins a row of headings with the row of names beneath it. A heading holds for the columns to its
/// right that have a name and no heading of their own, as merged cells are exported; a heading with no
/// name beneath is a name itself.
pub(crate) fn joined(above: &[String], below: &[String]) -> Vec<String> {
    let mut heading = "";
    (0..above.len().max(below.len()))
        .map(|at| {
            let own = above.get(at).map_or("", |text| text.trim());
            let name = below.get(at).map_or("", |text| text.trim());
            match (own.is_empty(), name.is_empty()) {
                (true, true) => heading = "",
                (false, _) => heading = own,
                (true, false) => {}
            }
            match (heading.is_empty(), name.is_empty()) {
                (_, true) => std::mem::take(&mut heading).to_owned(),
                (true, false) => name.to_owned(),
                (false, false) if heading == name => name.to_owned(),
                (false, false) => format!("{heading} {name}"),
            }
        })
        .collect()
}

/// Joins a row of headings, each already over all its columns, with the names beneath.
pub(crate) fn stacked(above: &[String], below: &[String]) -> Vec<String> {
    (0..above.len().max(below.len()))
        .map(|at| {
            let heading = above.get(at).map_or("", |text| text.trim());
            let name = below.get(at).map_or("", |text| text.trim());
            match (heading.is_empty(), name.is_empty() || heading == name) {
                (true, _) => name.to_owned(),
                (false, true) => heading.to_owned(),
                (false, false) => format!("{heading} {name}"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(above: &str, below: &str, expect: &str) {
        let row = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(joined(&row(above), &row(below)), row(expect), "{above} over {below}");
    }

    #[test]
    fn headings_hold_for_the_names_beneath_them() {
        check("Log,Caller,,Received", ",Surname,Forename,", "Log,Caller Surname,Caller Forename,Received");
        check("Log,,", ",Opened,Closed", "Log,Opened,Closed");
        check(
            "Log,Caller,,",
            "No,Surname,Forename,Phone",
            "Log No,Caller Surname,Caller Forename,Caller Phone",
        );
        check("Log", "Log,Received", "Log,Log Received");
        check("", "a,b", "a,b");
    }
}
