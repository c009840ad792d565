const report = JSON.parse(document.getElementById("document").textContent);
const list = document.createElement("ol");
const ranked = report.clips.toSorted((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity));
for (const clip of ranked) {
  const row = document.createElement("li");
  row.textContent = `${clip.path}: ${clip.score === undefined ? clip.reason : clip.score.toFixed(1)}`;
  list.append(row);
}
document.getElementById("app").append(report.title, list);
