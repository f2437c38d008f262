// Files that a page saves and texts that it copies are kept here instead of leaving it.
(function () {
  const handed = { files: [], texts: [] };
  window.handed = handed;
  const blobs = new Map();
  const real = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    const address = real.call(URL, blob);
    blobs.set(address, blob);
    return address;
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    const blob = this.download && blobs.get(this.href);
    if (!blob) return click.call(this);
    const file = { name: this.download };
    handed.files.push(file);
    blob.arrayBuffer().then((buffer) => { file.bytes = [...new Uint8Array(buffer)]; });
  };
  if (navigator.clipboard) {
    navigator.clipboard.writeText = async (text) => { handed.texts.push(text); };
  }
})();
