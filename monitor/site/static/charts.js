// Start datasette-dashboards' charts. Only those that draw numbers with Vega: its tables, metrics and maps would put
// text into the page as markup or ask other sites for pictures.
(() => {
  const draw = { 'vega-lite': renderVegaLiteChart, vega: renderVegaChart };
  for (const grid of document.querySelectorAll('.charts')) {
    for (const element of grid.querySelectorAll('.chart')) {
      const chart = JSON.parse(element.dataset.chart);
      if (draw[chart.library]) {
        draw[chart.library](element.dataset.slug, chart, grid.dataset.query, grid.dataset.base, false);
      }
    }
  }
})();
