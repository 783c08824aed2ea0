export default function ({ data: [data], parentElement, setTriggerValue }) {
  const { root, table } = instance(parentElement, () => {
    const table = createTable();
    return { root: make("div", { class: "fm" }, table), table };
  });
  fillTable(table, data);
  follow(root, setTriggerValue);
}
