// Building blocks for the page. Text always goes in as text nodes, so no file name can become markup.

const svgNamespace = "http://www.w3.org/2000/svg";
const bob = "M12 1v8M8.5 9h7l-.6 5.2L12 22l-2.9-7.8z";

/** Makes an HTML element: properties by name, `on…` as listeners, `aria…`/`data…`/`role` as attributes. */
export function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** Makes an SVG element; every property is an attribute, `on…` a listener. */
export function shape(tag, properties = {}, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), properties, children);
}

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !(node instanceof SVGElement) && !/^(aria|role|list)/.test(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return node;
}

/** Text that only a screen reader speaks. */
export function spoken(text) {
  return element("span", { className: "spoken" }, text);
}

/** A card with a heading. */
export function section(title, properties, ...children) {
  const id = `section-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  return element(
    "section",
    { "aria-labelledby": id, ...properties, className: `card ${properties.className ?? ""}` },
    element("h2", { id }, title),
    ...children,
  );
}

/** Draws a small icon from the path data of a 24×24 grid. */
export function icon(path) {
  return shape("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, shape("path", { d: path }));
}

/** The name of the house with its plumb bob. */
export function brand() {
  return element("p", { className: "brand" }, icon(bob), "Plumbline");
}
