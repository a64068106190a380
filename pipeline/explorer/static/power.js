// Addresses made whole, which only the browser can do; and buttons that copy.
for (const part of document.querySelectorAll("[data-address]")) {
  const address = new URL(part.dataset.address, location.href).href;
  part.textContent = part.id === "address" ? address
    : part.textContent.replace(part.dataset.address, () => address);
  part.hidden = false;
}
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copies]") : []) {
  const told = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).innerText.trim());
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = told; }, 2000);
  });
}
