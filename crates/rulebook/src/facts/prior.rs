//! Records already held. The one place where a class is an input.

use alloc::string::String;
use alloc::vec::Vec;

words! {
    /// How the record stands.
    Status {
        /// Recorded; police have not dealt with the offender in any way.
        Open,
        /// Police have charged or summonsed the offender for it.
        Charged,
        /// Police have cautioned or otherwise dealt with the offender for it.
        DealtWith,
        /// A court has convicted or acquitted, or made an order, about it.
        CourtDecided,
        /// Closed with an outcome, nobody dealt with.
        Closed,
        /// Cancelled.
        Cancelled,
        /// Transferred to another force.
        Transferred,
    }
}

fields! {
    /// A crime record or a reported-incident record (N100, N300) already held.
    Prior {
        /// Class of the record, as the notifiable offence list begins its category.
        #[schemars(example = &"8Q")]
        class: Option<String>,
        /// Where the exact class is not said: any of these.
        #[schemars(example = super::json(r#"["19D", "19G"]"#))]
        class_any_of: Vec<String>,
        /// Home Office code, or N100/01 and the like.
        #[schemars(example = &"008/66")]
        code: Option<String>,
        /// How many such records. Leave out for one.
        #[schemars(example = 100)]
        count: Option<u32>,
        /// How it stands.
        #[schemars(example = &"open")]
        status: Option<Status>,
        /// How long ago the last incident in this record happened, seen from the newest act: a number and a unit.
        #[schemars(example = &"4 months", extend("pattern" = "^[0-9]+ (hour|day|week|month|year)s?$"))]
        since_last_incident: Option<String>,
        /// When it was recorded: date, or month (2025-06) where no day is said.
        #[schemars(example = &"2025-06-01")]
        recorded: Option<String>,
        /// True where the new acts are by the same offender(s) to the same victim(s) as the record. Leave out where it plainly is one story.
        #[schemars(example = true)]
        same_people: Option<bool>,
        /// True where no substantive investigation has begun on it; false where one has.
        #[schemars(example = true)]
        before_investigation: Option<bool>,
    }
}
