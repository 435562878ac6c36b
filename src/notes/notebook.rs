//! Jupyter notebooks: reading their cells, and writing outputs back.
//!
//! In: the JSON of an .ipynb file. Out: cells, whose lines are counted in the cell as the notebook shows it; a notebook's
//! JSON. What other tools put into the file is kept as it is.

use super::{Cell, Note, cell};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// The text of a field that is one string or a list of them.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

/// The lines as notebooks keep them: each with its line end.
fn lines_of(text: &str) -> Value {
    Value::Array(text.split_inclusive('\n').map(|line| Value::String(line.to_string())).collect())
}

fn is_code(value: &Value) -> bool {
    value["cell_type"] == "code"
}

/// The list of cells, of format 4 or of the older ones, which keep them on worksheets.
fn list_of(book: &Value) -> Option<Vec<&Value>> {
    if let Some(list) = book["cells"].as_array() {
        return Some(list.iter().collect());
    }
    let sheets = book["worksheets"].as_array()?;
    Some(sheets.iter().filter_map(|sheet| sheet["cells"].as_array()).flatten().collect())
}

/// The cells of code. The reason, for people, when this is no notebook.
pub fn cells(name: &Rc<str>, text: &str) -> Result<Vec<Cell>, String> {
    let text = text.trim_start_matches('\u{FEFF}');
    let book: Value = serde_json::from_str(text).map_err(|fault| match text.trim().is_empty() {
        true => format!("{name} is no notebook: the file is empty"),
        false => format!("{name} is no notebook: {fault}"),
    })?;
    let Some(list) = list_of(&book) else { return Err(format!("{name} is no notebook: it has no list of cells")) };
    let language = &book["metadata"]["kernelspec"]["language"];
    let language = language.as_str().or(book["metadata"]["language_info"]["name"].as_str()).unwrap_or("python");
    if !matches!(&*language.to_ascii_lowercase(), "python" | "ipython" | "co" | "python3") {
        return Err(format!("{name} is a notebook for {language}, not for Python"));
    }
    let mut cells = Vec::new();
    for (i, value) in list.into_iter().filter(|v| is_code(v)).enumerate() {
        let code = text_of(if value["source"].is_null() { &value["input"] } else { &value["source"] });
        let rows: Vec<&str> = code.lines().collect();
        let place: Rc<str> = format!("{name}[{}]", i + 1).into();
        let mut made = cell(&place, 1, &rows, 0, true);
        if code.trim().is_empty() {
            made.skipped = Some("it is empty".to_string());
        }
        made.recorded =
            value["outputs"].as_array().map_or(String::new(), |outputs| outputs.iter().map(shown).collect());
        cells.push(made);
    }
    Ok(cells)
}

/// An output as text.
fn shown(output: &Value) -> String {
    match output["output_type"].as_str() {
        Some("stream") if output["name"] != "stderr" && output["stream"] != "stderr" => text_of(&output["text"]),
        Some("execute_result" | "display_data") => format!("{}\n", text_of(&output["data"]["text/plain"]).trim_end()),
        Some("pyout") => format!("{}\n", text_of(&output["text"]).trim_end()),
        _ => String::new(),
    }
}

/// What a cell left behind, for the notebook.
pub struct Left {
    /// The cell's number.
    pub number: usize,
    /// What it printed, the value that it showed included.
    pub printed: String,
    /// The value that it showed.
    pub value: Option<String>,
    /// How it failed.
    pub fault: Option<Fault>,
}

/// How a cell failed: an exception's class, its text and its traceback.
pub struct Fault {
    /// The name of the class.
    pub class: String,
    /// The text.
    pub text: String,
    /// The traceback, line by line.
    pub traceback: String,
}

fn outputs(left: &Left) -> Value {
    let mut outputs = Vec::new();
    // A value that was shown stands last.
    let shown = left.value.as_ref().and_then(|v| Some((v, left.printed.strip_suffix(&format!("{v}\n"))?)));
    let printed = shown.map_or(&*left.printed, |(_, before)| before);
    if !printed.is_empty() {
        outputs.push(json!({"output_type": "stream", "name": "stdout", "text": lines_of(printed)}));
    }
    if let Some((value, _)) = shown {
        outputs.push(json!({
            "output_type": "execute_result", "execution_count": left.number, "metadata": {},
            "data": {"text/plain": lines_of(value)},
        }));
    }
    if let Some(Fault { class, text, traceback }) = &left.fault {
        let lines: Vec<&str> = traceback.lines().collect();
        outputs.push(json!({"output_type": "error", "ename": class, "evalue": text, "traceback": lines}));
    }
    Value::Array(outputs)
}

/// The notebook with the outputs of a run. A note of another kind becomes a notebook of its code cells.
pub fn written(note: &Note, text: &str, left: &[Left]) -> String {
    let mut book = match serde_json::from_str::<Value>(text.trim_start_matches('\u{FEFF}')) {
        Ok(book) if book["cells"].is_array() => book,
        _ => json!({
            "cells": note.cells.iter().map(|cell| {
                let code: Vec<String> = cell.inputs.iter().map(|s| s.text.trim_matches('\n').to_string()).collect();
                json!({
                    "cell_type": "code", "id": format!("cell-{}", cell.number), "execution_count": null,
                    "metadata": {}, "outputs": [],
                    "source": lines_of(&code.join("\n")),
                })
            }).collect::<Vec<_>>(),
            "metadata": {"language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }),
    };
    let cells = book["cells"].as_array_mut().into_iter().flatten().filter(|v| is_code(v));
    for (i, cell) in cells.enumerate() {
        let Some(left) = left.iter().find(|l| l.number == i + 1) else { continue };
        if let Some(fields) = cell.as_object_mut() {
            set(fields, "outputs", outputs(left));
            set(fields, "execution_count", json!(i + 1));
        }
    }
    let mut text = serde_json::to_string_pretty(&book).unwrap_or_default();
    text.push('\n');
    text
}

fn set(fields: &mut Map<String, Value>, name: &str, value: Value) {
    fields.insert(name.to_string(), value);
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r##"{"cells": [
        {"cell_type": "markdown", "source": ["# t"]},
        {"cell_type": "code", "source": ["%time\n", "1 + 1"], "outputs": [], "metadata": {"x": 1}}
    ], "nbformat": 4}"##;

    #[test]
    fn outputs_come_back() {
        let note = super::super::read("n.ipynb", BOOK).expect("a notebook");
        assert_eq!(&*note.cells[0].inputs[0].text, "\n1 + 1\n");
        let left = [Left { number: 1, printed: "2\n".into(), value: None, fault: None }];
        let again = written(&note, BOOK, &left);
        let book: Value = serde_json::from_str(&again).expect("JSON");
        assert_eq!(book["cells"][1]["outputs"][0]["text"][0], "2\n");
        assert_eq!(book["cells"][1]["metadata"]["x"], 1);
        assert_eq!(cells(&"n".into(), &again).expect("cells")[0].recorded, "2\n");
    }

    #[test]
    fn no_notebook() {
        let said = |text: &str| cells(&"n".into(), text).err().unwrap_or_default();
        assert_eq!(said("[]"), "n is no notebook: it has no list of cells");
        assert_eq!(said(""), "n is no notebook: the file is empty");
        assert!(said("{").starts_with("n is no notebook: EOF while parsing an object at line 1"));
        let other = r#"{"cells": [], "metadata": {"kernelspec": {"language": "julia"}}}"#;
        assert_eq!(said(other), "n is a notebook for julia, not for Python");
    }

    #[test]
    fn older_formats_are_read() {
        let old = r#"{"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "x"], "outputs":
            [{"output_type": "pyout", "text": ["1"]}]}]}], "nbformat": 3}"#;
        let found = cells(&"n".into(), old).expect("a notebook");
        assert_eq!((&*found[0].inputs[0].text, &*found[0].recorded), ("x = 1\nx\n", "1\n"));
    }

    #[test]
    fn a_value_is_a_result() {
        let left = Left { number: 3, printed: "a\n2\n".into(), value: Some("2".into()), fault: None };
        let outputs = outputs(&left);
        assert_eq!((&outputs[0]["text"][0], &outputs[1]["data"]["text/plain"][0]), (&json!("a\n"), &json!("2")));
    }
}
