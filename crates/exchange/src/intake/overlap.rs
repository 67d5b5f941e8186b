//! Editions of a table of counts overlap: what an earlier file gave already is not counted twice.
//!
//! Within one file a row repeated is a row of its own: the Home Office table has four rows a force
//! and quarter named Homicide. So a content counts as often as the file that holds it most often
//! says, which does not depend on the order of the files.

use std::collections::HashMap;

/// How a row of counts stands to the files before its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// No earlier file has its force, category and period.
    First,
    /// An earlier file has them, with other content.
    OtherContent,
    /// An earlier file has the whole row.
    Again,
}

/// The counts of all files so far, by digest.
#[derive(Default)]
pub(super) struct Overlap {
    /// The first file that gave each system, force, category and period.
    keys: HashMap<u128, usize>,
    contents: HashMap<u128, Copies>,
}

/// How often a content came.
struct Copies {
    /// In the one earlier file that has it most often.
    earlier: u64,
    file: usize,
    in_file: u64,
}

impl Overlap {
    /// Takes in a row by the number of its file, its key and its whole content.
    pub(super) fn take(&mut self, file: usize, key: u128, content: u128) -> Seen {
        let first = *self.keys.entry(key).or_insert(file);
        let copies = self.contents.entry(content).or_insert(Copies { earlier: 0, file, in_file: 0 });
        match (copies.is_again_in(file), first == file) {
            (true, _) => Seen::Again,
            (false, true) => Seen::First,
            (false, false) => Seen::OtherContent,
        }
    }
}

impl Copies {
    const fn is_again_in(&mut self, file: usize) -> bool {
        if self.file != file {
            if self.in_file > self.earlier {
                self.earlier = self.in_file;
            }
            (self.file, self.in_file) = (file, 0);
        }
        self.in_file += 1;
        self.in_file <= self.earlier
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Seen::{Again, First, OtherContent};

    /// Rows as file, key and content, and how each is seen.
    fn check(rows: &[(usize, u128, u128, Seen)]) {
        let mut overlap = Overlap::default();
        for (at, (file, key, content, seen)) in rows.iter().enumerate() {
            assert_eq!(overlap.take(*file, *key, *content), *seen, "row {at}");
        }
    }

    #[test]
    fn a_row_is_known_again_by_an_earlier_file_only() {
        check(&[(0, 1, 11, First), (0, 1, 11, First), (0, 1, 12, First)]);
        check(&[(0, 1, 11, First), (1, 1, 11, Again), (2, 1, 11, Again)]);
        check(&[(0, 1, 11, First), (1, 1, 12, OtherContent), (1, 2, 21, First), (1, 2, 22, First)]);
        check(&[(0, 1, 11, First), (1, 1, 12, OtherContent), (2, 1, 11, Again), (2, 1, 12, Again)]);
    }

    #[test]
    fn as_often_as_the_file_that_has_it_most_often() {
        let (once, twice) = ([(1, 11)], [(1, 11), (1, 11)]);
        let n_counted = |files: &[&[(u128, u128)]]| {
            let mut overlap = Overlap::default();
            let rows = files.iter().enumerate().flat_map(|(file, rows)| rows.iter().map(move |r| (file, *r)));
            rows.filter(|(file, (key, content))| overlap.take(*file, *key, *content) != Again).count()
        };
        for files in [[&once[..], &twice[..]], [&twice[..], &once[..]], [&twice[..], &twice[..]]] {
            assert_eq!(n_counted(&files), 2);
        }
        assert_eq!(n_counted(&[&twice, &once, &twice]), 2);
    }
}
