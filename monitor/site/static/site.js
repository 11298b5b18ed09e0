// Small helps. Every page works without them.
(() => {
  // Names for the controls of Datasette's filter forms, which have none of their own.
  const names = [
    ['select[name^="_filter_column"]', 'Column to filter by'],
    ['select[name^="_filter_op"]', 'How to compare'],
    ['input[name^="_filter_value"]', 'Value to compare with'],
    ['select[name="_sort"]', 'Sort by'],
    ['textarea[name="sql"]', 'SQL query'],
  ];
  for (const [selector, name] of names) {
    for (const element of document.querySelectorAll(selector)) {
      element.setAttribute('aria-label', name);
    }
  }
  // A wide table scrolls; let the keyboard reach it.
  for (const element of document.querySelectorAll('.table-wrapper')) {
    element.tabIndex = 0;
    element.setAttribute('role', 'region');
    element.setAttribute('aria-label', 'Rows');
  }
  // What the columns mean takes a screen; it folds above the rows.
  const columns = document.querySelector('main > dl.column-descriptions');
  if (columns) {
    const fold = document.createElement('details');
    fold.className = 'columns-explained';
    fold.append(Object.assign(document.createElement('summary'), { textContent: 'What the columns mean' }));
    columns.replaceWith(fold);
    fold.append(columns);
  }
  // An open menu closes with Escape and with a click elsewhere.
  const menus = () => document.querySelectorAll('details.actions-menu-links[open], details.nav-menu[open]');
  document.addEventListener('click', (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') for (const menu of menus()) menu.open = false;
  });
})();
