/** Electron's `NativeImage`, over the bytes of a PNG. */
export class NativeImage {
  #png

  constructor(png) {
    this.#png = png
  }

  toPNG() {
    return this.#png
  }

  toDataURL() {
    return `data:image/png;base64,${this.#png.toString('base64')}`
  }

  isEmpty() {
    return this.#png.length === 0
  }

  getSize() {
    if (this.isEmpty()) return { width: 0, height: 0 }
    return { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) }
  }
}
