//! Tests of [`super`], on glue in the layout that wasm-bindgen writes.

use super::*;

const GLUE: &str = "\
export class IntoUnderlyingSink {
    free() {
        wasm.__wbg_intounderlyingsink_free(ptr, 0);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;

const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
export function open(document) {
    wasm.open(document);
}
    const import0 = {
        __proto__: null,
        __wbg_call_a410: function() { return handleError(function (arg0) {
            return arg0.call();
        }, arguments); },
        __wbg_spare_77b1: function(arg0) {
            arg0.spare();
        },
        __wbg_close_294d: function(arg0) {
            arg0.close();
        },
    };
    return {
        \"./card_bg.js\": import0,
    };
wasm.memory.buffer;
export { initSync, __wbg_init as default };
";

const PRINTED: &str = r#"{
 "imports": [["./card_bg.js", "__wbg_call_a410", "$"], ["./card_bg.js", "__wbg_close_294d", "b"]],
"exports": [["open", "c"], ["memory", "d"]]
}"#;

#[test]
fn stream_classes_and_the_second_start_go() {
    let glue = without_spare_classes(GLUE).unwrap();
    assert!(!glue.contains("IntoUnderlying") && !glue.contains("initSync"), "{glue}");
    assert!(glue.contains("export function open") && glue.contains("__wbg_init as default"));
}

#[test]
fn exports_that_only_the_classes_used_are_not_kept() {
    let glue = without_spare_classes(GLUE).unwrap();
    let used = used_exports(&glue);
    assert_eq!(used, BTreeSet::from(["memory", "open"]));
    let first = r#"[{"export":"memory","name":"memory","root":true},"#;
    assert!(graph(&used).starts_with(first), "{}", graph(&used));
}

#[test]
fn glue_and_wasm_get_the_same_short_names() {
    let glue = without_spare_classes(GLUE).unwrap();
    let short = ShortNames::parse(PRINTED).unwrap().apply(&glue).unwrap();
    let wanted = "\
    const import0 = {
        __proto__: null,
        $: function() { return handleError(function (arg0) {
            return arg0.call();
        }, arguments); },
        b: function(arg0) {
            arg0.close();
        },
    };
    return {
        a: import0,
    };
wasm.d.buffer;
";
    assert!(short.contains(wanted), "{short}");
    assert!(short.contains("wasm.c(document)"), "{short}");
}

#[test]
fn glue_that_does_not_fit_the_wasm_is_refused() {
    let glue = without_spare_classes(GLUE).unwrap();
    let names = ShortNames::parse(PRINTED).unwrap();
    let lacking = glue.replace("__wbg_close_294d", "__wbg_close_0000");
    assert!(names.apply(&lacking).is_err());
    let other_export = glue.replace("wasm.memory", "wasm.memory64");
    let error = names.apply(&other_export).unwrap_err().to_string();
    assert!(error.contains("memory64"), "{error}");
}

#[test]
fn glue_of_another_layout_is_refused() {
    assert!(without_spare_classes("export default init").is_err());
    assert!(ShortNames::default().apply("const import1 = {};").is_err());
    assert!(ShortNames::parse("[]").is_err());
}
