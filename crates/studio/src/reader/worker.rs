//! The clerk on a thread of its own.
//!
//! Trunk names the module and its glue by their contents, so nobody can write their addresses
//! down: the glue tells its own, and the compiled module is handed over as it is. The one file
//! with a name of its own, `worker.js`, lies beside them, below whatever path.

use super::clerk::Clerk;
use crate::model::messages::{Ask, Say};
use js_sys::{Array, Object, Reflect};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, ErrorEvent, Event, MessageEvent, Url, Worker};
use web_sys::{WorkerOptions, WorkerType};

/// Here nobody waits, so slices are as large as is quick.
const SLICE_BYTES: f64 = 1_048_576.0;

#[wasm_bindgen]
extern "C" {
    type Meta;
    #[wasm_bindgen(method, getter)]
    fn url(this: &Meta) -> String;
    /// What the glue knows of itself.
    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static META: Meta;
}

/// Serves the page, if this is a reader's thread. False on any other.
pub fn serve() -> bool {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return false };
    let clerk = Clerk::new(SLICE_BYTES);
    let hear = Closure::<dyn Fn(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| {
            let Some((ask, file)) = heard(&event.data()) else { return };
            let (clerk, scope) = (clerk.clone(), scope.clone());
            wasm_bindgen_futures::spawn_local(async move {
                clerk.serve(ask, file, |say| post(&scope, &say)).await;
            });
        }
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens until the page ends the thread.
    hear.forget();
    true
}

fn heard(data: &JsValue) -> Option<(Ask, Option<Blob>)> {
    let parts: &Array = data.dyn_ref()?;
    let ask = serde_wasm_bindgen::from_value(parts.get(0)).ok()?;
    Some((ask, parts.get(1).dyn_into().ok()))
}

fn post(scope: &DedicatedWorkerGlobalScope, say: &Say) -> bool {
    let said = say.serialize(&Serializer::json_compatible()).unwrap_or_default();
    scope.post_message(&said).is_ok()
}

/// The page's end of a thread. Dropping it ends the thread, whatever it is doing.
pub struct Thread {
    worker: Worker,
    _hear: Closure<dyn Fn(MessageEvent)>,
    _fail: Closure<dyn Fn(Event)>,
}

impl Thread {
    /// Starts one.
    ///
    /// # Errors
    /// What the browser refused. A thread that stops later says [`Say::Broken`].
    pub fn start(hear: impl Fn(Say) + Clone + 'static) -> Result<Self, JsValue> {
        let glue = META.with(Meta::url);
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker =
            Worker::new_with_options(&Url::new_with_base("worker.js", &glue)?.href(), &options)?;
        let told = hear.clone();
        let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(say) = serde_wasm_bindgen::from_value(event.data()) {
                told(say);
            }
        });
        worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        let fail = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            // A file that is not there comes without a message.
            let why = event.dyn_ref().map(ErrorEvent::message);
            hear(Say::Broken(why.unwrap_or_default()));
        });
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        let first = Object::new();
        Reflect::set(&first, &"glue".into(), &glue.into())?;
        Reflect::set(&first, &"module".into(), &wasm_bindgen::module())?;
        worker.post_message(&first)?;
        Ok(Self { worker, _hear: listen, _fail: fail })
    }

    /// Asks for something. False when the browser refused.
    pub fn ask(&self, ask: &Ask, file: Option<&Blob>) -> bool {
        let ask = ask.serialize(&Serializer::json_compatible()).unwrap_or_default();
        let file = file.map_or(JsValue::NULL, JsValue::from);
        self.worker.post_message(&Array::of2(&ask, &file)).is_ok()
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
