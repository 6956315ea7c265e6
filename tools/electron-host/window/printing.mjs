const paperInches = { A4: [8.27, 11.7], A5: [5.83, 8.27], Letter: [8.5, 11], Legal: [8.5, 14] }

/** Electron's options of `printToPDF` as CDP's `Page.printToPDF` wants them. */
export function printParameters(options) {
  const { pageSize = 'Letter', margins = {} } = options
  const [paperWidth, paperHeight] =
    typeof pageSize === 'string' ? paperInches[pageSize] : [pageSize.width, pageSize.height]
  return {
    paperWidth,
    paperHeight,
    landscape: options.landscape === true,
    printBackground: options.printBackground === true,
    preferCSSPageSize: options.preferCSSPageSize === true,
    scale: options.scale,
    pageRanges: options.pageRanges,
    generateTaggedPDF: options.generateTaggedPDF,
    marginTop: margins.top,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    marginRight: margins.right,
  }
}
