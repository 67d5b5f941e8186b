//! A value of a Parquet column as the text that CSV would have had.

use std::fmt::Write;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date64Type, Float32Type, Float64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, TimeUnit};

/// How values are written: empty for none, and what cannot be written is told.
const OPTIONS: FormatOptions<'_> = FormatOptions::new().with_display_error(false).with_null("");
/// Deepest lists within lists.
const DEPTH: usize = 4;

/// The values of one column of a batch.
pub(super) struct Texts {
    /// The column, and the records around it: where one of them is none, so is the value.
    array: ArrayRef,
    around: Vec<ArrayRef>,
}

impl Texts {
    /// The column at the end of a path through records.
    pub(super) fn of(batch: &RecordBatch, path: &[usize]) -> Result<Self, ArrowError> {
        let lost = || ArrowError::SchemaError("a column is not where the schema has it".into());
        let (first, rest) = path.split_first().ok_or_else(lost)?;
        let mut array = batch.columns().get(*first).ok_or_else(lost)?.clone();
        let mut around = Vec::new();
        for at in rest {
            let inner =
                array.as_struct_opt().and_then(|record| record.columns().get(*at)).ok_or_else(lost)?.clone();
            around.push(std::mem::replace(&mut array, inner));
        }
        Ok(Self { array: readable(array)?, around })
    }

    /// Puts the value of a row into a text.
    ///
    /// # Errors
    /// The reason why it is no text.
    pub(super) fn put(&self, row: usize, text: &mut String) -> Result<(), String> {
        if self.around.iter().any(|record| record.is_null(row)) {
            return Ok(());
        }
        put(&self.array, row, 0, text)
    }
}

/// A column of a kind that is written as wanted: times in UTC where they are instants, days as days.
fn readable(array: ArrayRef) -> Result<ArrayRef, ArrowError> {
    match array.data_type() {
        DataType::Timestamp(_, None) | DataType::Timestamp(TimeUnit::Second, _) => Ok(array),
        DataType::Timestamp(unit, Some(_)) => {
            arrow_cast::cast(&array, &DataType::Timestamp(*unit, Some("+00:00".into())))
        }
        DataType::Dictionary(_, value) => arrow_cast::cast(&array, value).and_then(readable),
        DataType::Float16 => arrow_cast::cast(&array, &DataType::Float32),
        _ => Ok(array),
    }
}

fn put(array: &ArrayRef, row: usize, depth: usize, text: &mut String) -> Result<(), String> {
    if array.is_null(row) {
        return Ok(());
    }
    match array.data_type() {
        DataType::Utf8 => text.push_str(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => text.push_str(array.as_string::<i64>().value(row)),
        DataType::Utf8View => text.push_str(array.as_string_view().value(row)),
        DataType::Binary => put_bytes(array.as_binary::<i32>().value(row), text)?,
        DataType::LargeBinary => put_bytes(array.as_binary::<i64>().value(row), text)?,
        DataType::BinaryView => put_bytes(array.as_binary_view().value(row), text)?,
        DataType::Float32 => put_shown(array.as_primitive::<Float32Type>().value(row), text),
        DataType::Float64 => put_shown(array.as_primitive::<Float64Type>().value(row), text),
        DataType::Date64 => {
            let day = array.as_primitive::<Date64Type>().value(row).div_euclid(86_400_000);
            put_day(day, text)?;
        }
        DataType::List(_) if depth < DEPTH => put_list(&array.as_list::<i32>().value(row), depth, text)?,
        DataType::LargeList(_) if depth < DEPTH => put_list(&array.as_list::<i64>().value(row), depth, text)?,
        DataType::FixedSizeList(_, _) if depth < DEPTH => {
            put_list(&array.as_fixed_size_list().value(row), depth, text)?
        }
        _ => put_otherwise(array, row, text)?,
    }
    Ok(())
}

fn put_shown(number: impl std::fmt::Display, text: &mut String) {
    let _ = write!(text, "{number}");
}

fn put_day(day: i64, text: &mut String) -> Result<(), String> {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    let date = jiff::Span::new().try_days(day).and_then(|days| epoch.checked_add(days));
    let date =
        date.map_err(|_| "this row has a date beyond the calendar; correct it at the source".to_owned())?;
    put_shown(date, text);
    Ok(())
}

fn put_bytes(bytes: &[u8], text: &mut String) -> Result<(), String> {
    let read = std::str::from_utf8(bytes).map_err(|_| {
        "this row has bytes in a column that are no text; export the column as text or leave it out"
            .to_owned()
    })?;
    text.push_str(read);
    Ok(())
}

/// A list is its values with `;` between, as the canonical columns have lists.
fn put_list(list: &ArrayRef, depth: usize, text: &mut String) -> Result<(), String> {
    let list = readable(list.clone()).map_err(|error| unwritable(&error))?;
    for at in 0..list.len() {
        if at > 0 {
            text.push(';');
        }
        if text.len() > crate::limits::LINE_BYTES {
            break;
        }
        put(&list, at, depth + 1, text)?;
    }
    Ok(())
}

fn put_otherwise(array: &ArrayRef, row: usize, text: &mut String) -> Result<(), String> {
    let formatter = ArrayFormatter::try_new(array.as_ref(), &OPTIONS).map_err(|error| unwritable(&error))?;
    formatter.value(row).write(text).map_err(|error| unwritable(&error))
}

fn unwritable(error: &ArrowError) -> String {
    format!(
        "this row has a value that cannot be written as text ({error}); correct it at the source or leave the column out"
    )
}
