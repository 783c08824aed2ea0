export default function ({ data: [data], parentElement }) {
  const { table } = instance(parentElement, () => {
    const table = createTable();
    return { root: make("div", { class: "fm" }, table), table };
  });
  fillTable(table, data);
}
