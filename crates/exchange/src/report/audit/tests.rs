use super::measures::slug;

#[test]
fn names_in_figures_are_plain() {
    for (name, wanted) in [
        ("Domestic abuse", "domestic_abuse"),
        ("  Control room / 999 ", "control_room_999"),
        ("Gwet AC1", "gwet_ac1"),
    ] {
        assert_eq!(slug(name), wanted);
    }
}
