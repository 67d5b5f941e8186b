//! Counts: given as they stand, in editions that overlap, or counted from rows.

use exchange::Table;
use exchange::intake::UNDER_N_CODE;

use crate::kit::{Folder, tally};

const HEADER: &str = "force,category,period,count\n";

/// Editions in the order given: received, accepted, quarantined and duplicate rows, what the accepted
/// add up to, and per file how many were counted in an earlier one with other content.
fn check(editions: &[&str], expect: [u64; 4], total: i64, in_another: &[u64]) {
    let mut folder = Folder::new();
    for (n, rows) in editions.iter().enumerate() {
        folder = folder.file(Table::Counts, &format!("ov{n}.csv"), format!("{HEADER}{rows}"));
    }
    let extract = folder.read();
    assert_eq!(tally(&extract, Table::Counts), expect, "{editions:?}");
    assert_eq!(extract.counts.iter().map(|row| row.count).sum::<i64>(), total, "{editions:?}");
    let told: Vec<u64> = extract.accounts.iter().map(|account| account.n_counted_in_another_file).collect();
    assert_eq!(told, in_another, "{editions:?}");
}

#[test]
fn a_count_given_again_by_a_later_edition_counts_once() {
    let first = "Borsetshire,Theft,2018-01,100\nBorsetshire,Theft,2018-02,90\nBorsetshire,Theft,2018-03,80\n";
    let second = "Borsetshire,Theft,2018-03,80\nBorsetshire,Theft,2018-04,40\nBorsetshire,Theft,2018-05,30\n";
    for editions in [[first, second], [second, first]] {
        check(&editions, [6, 5, 0, 1], 340, &[0, 0]);
    }
    check(&[first, second, second], [9, 5, 0, 4], 340, &[0, 0, 0]);
    check(&[&second[..29], first, second], [7, 5, 0, 2], 340, &[0, 0, 0]);
}

#[test]
fn a_count_given_otherwise_by_a_later_edition_is_told() {
    let (first, revised) = ("Borsetshire,Theft,2018-03,80\n", "Borsetshire,Theft,2018-03,78\n");
    check(&[first, revised], [2, 2, 0, 0], 158, &[0, 1]);
    check(&[first, revised, first], [3, 2, 0, 1], 158, &[0, 1, 0]);
    // Another force, category or period is another count.
    let others =
        "Felpersham,Theft,2018-03,80\nBorsetshire,Robbery,2018-03,80\nBorsetshire,Theft,2018-04,80\n";
    check(&[first, others], [4, 4, 0, 0], 320, &[0, 0]);
}

#[test]
fn rows_of_one_file_that_share_a_key_all_count() {
    let homicide = "Borsetshire,Homicide,2017/18 Q1,3\nBorsetshire,Homicide,2017/18 Q1,0\nBorsetshire,Homicide,2017/18 Q1,0\nBorsetshire,Homicide,2017/18 Q1,1\n";
    check(&[homicide], [4, 4, 0, 0], 4, &[0]);
    let with_more = format!("{homicide}Borsetshire,Homicide,2017/18 Q2,2\n");
    check(&[homicide, &with_more], [9, 5, 0, 4], 6, &[0, 0]);
    check(&[&with_more, homicide], [9, 5, 0, 4], 6, &[0, 0]);
}

#[test]
fn a_column_that_is_not_used_tells_counts_apart() {
    let rows = |subcode: &str| {
        format!("force,category,period,count,code\nBorsetshire,Homicide,2018-03,0,{subcode}\n")
    };
    let extract = Folder::new()
        .file(Table::Counts, "a.csv", rows("1"))
        .file(Table::Counts, "b.csv", rows("4.1"))
        .read();
    assert_eq!(tally(&extract, Table::Counts), [2, 2, 0, 0]);
    assert_eq!(extract.accounts[1].n_counted_in_another_file, 1);
}

#[test]
fn counts_of_two_systems_are_never_the_same() {
    let mapping =
        |column: &str| format!("name = \"{column}\"\n[counts]\nperiod = \"{column}\"\ncount = \"n\"\n");
    let extract = Folder::new()
        .file(Table::Counts, "a.csv", "one,n\n2018-03,80\n")
        .file(Table::Counts, "b.csv", "two,n\n2018-03,80\n")
        .mapping("one.toml", &mapping("one"))
        .mapping("two.toml", &mapping("two"))
        .read();
    assert_eq!(tally(&extract, Table::Counts), [2, 2, 0, 0]);
    assert_eq!(extract.accounts[1].n_counted_in_another_file, 0);
}

#[test]
fn without_a_count_column_files_that_overlap_count_on() {
    let extract = Folder::new()
        .file(Table::Counts, "a.csv", "category,period\nTheft,2018-03\n")
        .file(Table::Counts, "b.csv", "category,period\nTheft,2018-03\nTheft,2018-03\n")
        .read();
    assert_eq!(tally(&extract, Table::Counts), [3, 3, 0, 0]);
    assert!(extract.accounts.iter().all(|account| account.n_counted_in_another_file == 0));
}

#[test]
fn a_report_under_an_n_code_is_no_recorded_crime() {
    let rows = "C1,2018-03-05,Theft,,\nC2,2018-03-06,Theft,,N100\nC3,2018-03-07,,49,N200\nC4,2018-03-08,,,N300\nC5,2018-03-08,,49,\n";
    let extract = Folder::new()
        .file(Table::Crimes, "crimes.csv", format!("crime_ref,recorded_at,class,offence_code,n_code\n{rows}"))
        .read();
    let counted: Vec<_> =
        extract.row_counts.iter().map(|(_, row)| (row.category.as_ref(), row.count)).collect();
    assert_eq!(counted, [("49", 1), (UNDER_N_CODE, 3), ("Theft", 1)]);
}
