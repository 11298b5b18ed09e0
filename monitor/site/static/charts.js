// Draw datasette-dashboards' charts, with its copy of Vega. Only those that draw numbers: its own script would put the
// text of tables and metrics into the page as markup, and maps would ask other sites for pictures.
(() => {
  const draw = async (element, base, query) => {
    const chart = JSON.parse(element.dataset.chart);
    if (chart.library !== 'vega-lite') return;
    const sql = encodeURIComponent(chart.query);
    const answer = await fetch(`${base}${chart.db}.json?sql=${sql}&${query}&_shape=objects`);
    const { rows, truncated } = await answer.json();
    element.closest('.chart-card').querySelector('.chart-note').hidden = !truncated;
    if (!rows || !rows.length) {
      element.append(Object.assign(document.createElement('p'), { className: 'none', textContent: 'Nothing to draw yet.' }));
      return;
    }
    const spec = { width: 'container', description: chart.title, data: { values: rows }, view: { stroke: null }, ...chart.display };
    await vegaEmbed(element, spec, { actions: false, renderer: 'svg', logLevel: vega.Error });
  };
  for (const grid of document.querySelectorAll('.charts')) {
    for (const element of grid.querySelectorAll('.chart')) draw(element, grid.dataset.base, grid.dataset.query);
  }
})();
